import { str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** The Korean texts, by the ids given where the English ones are shown. A number stands for the value at that place. */
export const templates: Readonly<Record<string, string | TemplateResult | ReturnType<typeof str>>> =
  {
    // Header
    tagline: '컨테이너를 뜯어보는 Linux 머신',
    language: '언어',
    theme: '색상',
    'theme-auto': '시스템 설정 따르기',
    'theme-light': '밝게',
    'theme-dark': '어둡게',

    // Lab
    guide: '안내',
    machine: '머신',
    'split-guide': '안내와 터미널 사이의 경계',
    'reset-question': '머신을 초기화할까요?',
    reset: '머신 초기화',
    'reset-text': '모든 터미널이 닫히고, 머신의 파일과 프로세스가 전부 처음 상태로 돌아갑니다.',
    cancel: '취소',

    // Status bar
    'leave-keys': html`터미널에서 나가기: <kbd>Ctrl</kbd> <kbd>Shift</kbd> <kbd>F6</kbd>`,
    'screen-reader': '화면 낭독기 모드',
    snapshots: '스냅샷',
    'snapshots-unloadable': '스냅샷을 불러오지 못했습니다: 다시 시도',
    'preview-unloadable':
      '미리 보기를 불러오지 못했습니다. 다시 시도하거나 페이지를 새로 고치세요.',
    'state-idle': '시작 전',
    'state-downloading': '불러오는 중',
    'state-restoring': '복원하는 중',
    'state-booting': '부팅하는 중',
    'state-ready': '실행 중',
    'state-waiting': '디스크를 읽으려고 네트워크를 기다리는 중',
    'state-stopped': '멈춤',
    'state-failed': '오류',

    // Start of the machine
    'boot-title': '머신을 시작하고 있습니다',
    'boot-download': '머신 불러오기',
    'boot-restore': '메모리 복원하기',
    'boot-kernel': 'BIOS와 커널 시작하기',
    'boot-terminal': '터미널 열기',
    'boot-loaded': str`${0} MB`,
    'boot-amount': str`${1} MB 중 ${0} MB`,

    // Failures
    'failed-download': '머신의 파일을 불러오지 못했습니다',
    'failed-download-advice':
      '네트워크 연결을 확인하세요. 학교나 회사 네트워크에서는 로그인 페이지나 차단 프로그램이 가로막고 있을 수 있습니다.',
    'failed-hash': '머신의 파일이 손상된 채로 도착했습니다',
    'failed-hash-advice':
      '내용이 원본과 달라서 사용하지 않았습니다. 다시 시도하세요. 같은 일이 반복되면 이 사이트의 관리자에게 알려 주세요.',
    'failed-files': '머신의 파일을 읽을 수 없습니다',
    'failed-files-advice':
      '사이트가 업데이트되는 중일 수 있습니다. 잠시 뒤 페이지를 새로 고치세요. 같은 일이 반복되면 이 사이트의 관리자에게 알려 주세요.',
    'failed-version': '머신의 파일이 다른 버전의 것입니다',
    'failed-version-advice':
      '페이지를 열어 둔 사이에 사이트가 업데이트된 것으로 보입니다. 페이지를 새로 고치세요.',
    'failed-deadline': '머신이 제때 시작되지 않았습니다',
    'failed-deadline-advice':
      '컴퓨터가 매우 바쁜 상태일 수 있습니다. 무거운 탭을 닫고 다시 시도하세요.',
    'failed-worker': '머신이 예기치 않게 종료되었습니다',
    'failed-worker-advice':
      '대개 메모리가 부족해서 브라우저가 종료한 것입니다. 다른 탭을 닫고 다시 시도하세요. 머신에서 작업한 내용은 사라졌습니다.',
    'failed-capture-foreign': '이 스냅샷은 다른 버전의 머신 것입니다',
    'failed-capture-foreign-advice':
      '지금 이 사이트에 있는 것과 다른 파일로 만든 스냅샷이라서 그 파일에만 맞습니다. 실행 중인 머신은 그대로 계속됩니다.',
    'failed-capture-invalid': '스냅샷이 손상되었습니다',
    'failed-capture-invalid-advice':
      '이 스냅샷은 쓰지 않았고, 실행 중인 머신은 그대로 계속됩니다. 더 오래된 스냅샷을 고르세요.',
    'failed-engine': '머신에서 오류가 발생했습니다',
    'failed-engine-advice':
      '다시 시도하세요. 같은 일이 반복되면 페이지를 새로 고치거나 최신 버전의 Chrome, Edge, Firefox, Safari를 사용하세요.',
    'try-again': '다시 시도',
    details: '자세한 정보',
    'details-cause': '원인',
    'details-file': '파일',
    'details-message': '메시지',

    // Stops
    'stopped-advice':
      '아래 화면은 마지막 상태 그대로입니다. 다시 시작하면 처음 상태의 머신이 준비됩니다.',
    'stopped-poweroff': '머신의 전원이 꺼졌습니다',
    'stopped-reboot': '머신이 재부팅 명령을 받았습니다',
    'stopped-panic': '커널 패닉이 발생했습니다',
    'stopped-panic-detail': str`커널 패닉이 발생했습니다: ${0}`,
    'start-again': '다시 시작',

    // Terminals
    terminals: '터미널 목록',
    terminal: '터미널',
    'terminal-number': str`터미널 ${0}`,
    'new-terminal': '새 터미널',
    split: '좌우로 나누기',
    'open-port': '웹 서버 미리 보기',
    'split-previews': '터미널과 미리 보기 사이의 경계',
    'split-terminals': '두 터미널 사이의 경계',
    'close-tab': str`${0} 닫기`,
    'tab-keys': 'Delete 키를 누르면 닫힙니다.',
    'no-terminal': '열려 있는 터미널이 없습니다.',
    'ended-exited': str`셸이 종료 코드 ${0}(으)로 끝났습니다.`,
    'ended-killed': str`셸이 시그널 ${0}(으)로 종료되었습니다.`,
    'ended-lost': '셸과의 연결이 끊어졌습니다.',
    'shell-refused': str`셸을 시작하지 못했습니다: ${0}`,
    'new-shell': '새 셸 열기',
    'terminal-keys': str`${0} 키를 누르면 터미널에서 나갑니다.`,
    'find-failed': '검색을 불러오지 못했습니다.',
    'find-again': str`네트워크를 확인하고 ${0}를 다시 누르세요.`,
    'terminal-left': '터미널에서 나왔습니다. Tab은 다음으로, Shift+Tab은 터미널로 이동합니다.',
    'too-much-output': '출력이 너무 많아 모두 읽을 수 없습니다. 줄 단위로 직접 이동하며 읽으세요.',
    'link-how': 'Ctrl을 누른 채 클릭하면 새 탭에서 열립니다',
    'link-preview': 'Ctrl을 누른 채 클릭하면 미리 보기에서 열립니다',
    'key-bar': '터미널 키',

    // Search
    find: '터미널에서 찾기',
    'find-placeholder': '찾기',
    'find-previous': '이전',
    'find-next': '다음',
    'find-close': '찾기 닫기',
    'find-none': '없음',
    'find-result': str`${1}개 중 ${0}번째`,

    // Commands
    copy: '복사',
    copied: '복사했습니다',
    send: '터미널로 보내기',

    // Catalogue
    labs: '실습',
    'labs-lead':
      '모든 실습은 이 페이지 안의 진짜 Linux 머신에서 직접 합니다. 과제는 커널의 상태를 확인해서 저절로 체크됩니다. 실습은 앞에서부터 차례로 이어지지만, 어느 것이든 바로 열 수 있습니다.',
    'labs-explore': '자유롭게 둘러보기',
    'lab-minutes': str`${0}분`,
    'lab-steps': str`${0}단계`,
    'lab-passed': str`${1}단계 중 ${0}단계 통과`,
    'lab-all-passed': str`${0}단계 모두 통과`,
    'lab-start': '시작하기',
    'lab-continue': '이어서 하기',
    'lab-again': '다시 보기',
    'missing-lab': str`ID가 “${0}”인 실습은 없습니다. 아래 실습 중에서 골라 주세요.`,
    'missing-step': str`“${0}” 실습에 “${1}” 단계가 없습니다. 단계의 이름이 바뀌었을 수 있습니다.`,
    'progress-not-kept':
      '이 브라우저에서는 진행 상황을 저장할 수 없습니다. 페이지를 닫으면 지금까지의 진행 상황이 사라집니다.',
    'lab-loading': '실습을 불러오고 있습니다…',
    'lab-failed': '실습을 불러오지 못했습니다.',
    'lab-failed-advice':
      '네트워크 연결을 확인하고 다시 시도하세요. 그래도 안 되면 사이트가 업데이트되었을 수 있으니 페이지를 새로 고치세요.',

    // An open lab
    'all-labs': '전체 실습',

    // Welcome
    'welcome-title': '이 탭 안의 진짜 Linux 머신',
    'welcome-lead':
      'Debian 시스템을 갖춘 Linux 6.12 커널이 브라우저 안에서 실행됩니다. 설치할 것이 없고, 컴퓨터 밖으로 나가는 것도 없으며, 여기서 무엇을 해도 컴퓨터에는 해가 없습니다. 여러분은 root입니다. 컨테이너를 뜯어보고 다시 조립해 보세요.',
    'try-kernel': '커널 만나 보기',
    'try-kernel-text': '커널의 버전과 지금 존재하는 모든 네임스페이스를 봅니다.',
    'try-unshare': '새 네임스페이스로 들어가기',
    'try-unshare-text':
      '프로세스, 호스트 이름, 네트워크, 사용자를 따로 갖는 셸입니다. 그 안에서는 ps에 프로세스가 두 개만 보입니다. exit로 돌아옵니다.',
    'try-netns': '두 네트워크 잇기',
    'try-netns-text':
      '네트워크 네임스페이스 두 개를 가상 케이블로 잇고, 한쪽에서 다른 쪽으로 ping을 보냅니다.',
    'try-overlay': '레이어 쌓기',
    'try-overlay-text':
      '읽기 전용 레이어 위에 쓰기 가능한 레이어를 얹습니다. 변경한 내용은 위쪽 레이어에만 남습니다.',
    'try-cgroup': '메모리 제한하기',
    'try-cgroup-text':
      '20 MB로 제한한 컨트롤 그룹에서 그보다 많은 메모리를 쓰려는 프로그램을 커널이 종료합니다.',
    'welcome-end':
      '무언가 망가졌나요? 그러라고 있는 머신입니다. 아래의 “머신 초기화”를 누르면 금방 새 머신이 준비됩니다.',
  };
