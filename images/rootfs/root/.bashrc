# Yours to change. /etc/bash.bashrc has been read already.
