# Read by every interactive bash.
case $- in *i*) ;; *) return ;; esac

HISTSIZE=5000
HISTFILESIZE=10000
HISTCONTROL=ignoreboth
shopt -s histappend checkwinsize

# user@host:directory, green on a machine as it should be; the host name shows at once which UTS namespace this is.
PS1='\[\e[1;32m\]\u@\h\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ '

alias ls='ls --color=auto'
alias ll='ls -l'
alias la='ls -A'
alias grep='grep --color=auto'
alias ip='ip -color=auto'

# Completion is a large script and an emulated processor reads it slowly: it is loaded at the first press of Tab.
_drydock_load_completion() {
  complete -r -D
  unset -f _drydock_load_completion
  . /usr/share/bash-completion/bash_completion
  # 124 makes bash look again, but only for the command's own rules: another default would not help this first press.
  complete -p "$1" > /dev/null 2>&1 && return 124
  _comp_complete_load "$@"
}
complete -D -F _drydock_load_completion
