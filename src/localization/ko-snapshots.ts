import { str } from '@lit/localize';
import type { templates as page } from './ko.ts';

/** The Korean texts of the snapshots, by the same rules as those of the page; loaded with the snapshots. */
export const templates: Readonly<Record<string, (typeof page)[string]>> = {
  close: '닫기',
  dismiss: '닫기',
  save: '저장',
  undo: '삭제 취소',
  delete: '삭제',

  // Continue where you left off
  'continue-looking': '지난번에 하던 작업을 찾고 있습니다…',
  'continue-question': '하던 곳에서 이어서 할까요?',
  continue: '이어서 하기',
  'continue-fresh': '새로 시작',
  'snapshots-all': '모든 스냅샷…',

  // A snapshot
  'snapshot-passed': str`통과: ${0}`,
  'snapshot-kind-passed': '단계를 통과함',
  'snapshot-kind-hidden': '페이지를 떠날 때',
  'snapshot-kind-reset': '머신을 초기화하기 전',
  'snapshot-kind-restore': '다른 스냅샷으로 되돌리기 전',
  'snapshot-kind-periodic': '작업하는 동안',
  'snapshot-kind-named': '직접 저장함',
  'snapshot-kind-imported': '파일에서 가져옴',
  'snapshot-no-lab': '실습 밖',
  'snapshot-just-now': '방금',
  'snapshot-picture': '터미널 화면에 있던 내용',
  'snapshot-foreign': str`다른 머신(${0})의 스냅샷입니다. 내보낼 수는 있지만 여기에서 되돌릴 수는 없습니다.`,
  'snapshot-name': '스냅샷 이름',
  'snapshot-name-optional': '이름(선택)',
  'snapshot-restore': '되돌리기',
  'snapshot-restore-name': str`되돌리기: ${0}, ${1}`,
  'snapshot-rename': str`이름 바꾸기: ${0}`,
  'snapshot-export': str`파일로 내보내기: ${0}`,
  'snapshot-delete': str`삭제: ${0}`,
  'snapshot-deleted': str`“${0}” 스냅샷을 삭제했습니다.`,

  // The timeline
  'snapshots-lead':
    '스냅샷에는 머신 전체가 담깁니다. 파일, 프로세스, 터미널, 그리고 실습을 어디까지 했는지까지.',
  'snapshots-save': '지금 저장',
  'snapshots-import': '가져오기…',
  'snapshots-drop': '파일을 놓으면 가져옵니다',
  'snapshots-undo-note':
    '스냅샷으로 되돌리기 전에 지금 상태도 스냅샷으로 남겨 두므로, 언제든 다시 돌아올 수 있습니다.',
  'snapshots-empty': '아직 스냅샷이 없습니다',
  'snapshots-empty-text':
    '단계를 통과할 때, 페이지를 떠날 때, 머신을 초기화할 때마다 저절로 남습니다. 지금 직접 저장하거나, 파일을 여기에 놓을 수도 있습니다.',
  'snapshots-unreadable': '읽을 수 없는 스냅샷입니다.',
  'snapshots-restored': str`되돌렸습니다: ${0}`,
  'snapshots-saved': '저장했습니다.',
  'snapshots-renamed': '이름을 바꿨습니다.',
  'snapshots-back': '다시 살렸습니다.',
  'snapshots-exported': '파일을 내려받고 있습니다.',
  'snapshots-imported': '가져왔습니다.',
  'snapshots-cancelled': '취소했습니다.',
  'snapshots-saving': '저장하는 중…',
  'snapshots-restoring': '되돌리는 중…',
  'snapshots-exporting': '파일을 준비하는 중…',
  'snapshots-importing': '가져오는 중…',
  'snapshots-amount': str`${1} 중 ${0}`,
  'snapshots-show': '스냅샷 보기',

  // Room and safety
  'snapshots-kept': '이 브라우저는 스냅샷을 직접 삭제할 때까지 보관합니다.',
  'snapshots-evictable': '디스크가 가득 차면 이 브라우저가 스냅샷을 지울 수 있습니다.',
  'snapshots-not-promised':
    '디스크가 가득 찼을 때 스냅샷을 지우지 않겠다는 약속을 브라우저에서 받지 못했습니다. 잃으면 안 되는 것은 파일로 내보내세요.',
  'snapshots-ask': '지우지 않도록 요청',
  'snapshots-usage': str`이 사이트가 ${1} 중 ${0}를 쓰고 있습니다.`,

  // What can go wrong
  'snapshots-quota': '브라우저에 남은 공간이 없습니다',
  'snapshots-quota-numbers': str`브라우저에 남은 공간이 모자랍니다(필요 ${0}, 남음 ${1})`,
  'snapshots-quota-advice':
    '머신은 계속 돌아가지만 저장되지 않았습니다. 필요 없는 스냅샷을 삭제하세요. 중요한 것은 먼저 파일로 내보낼 수 있습니다.',
  'snapshots-refused': '이 브라우저는 여기에 아무것도 저장하지 않습니다',
  'snapshots-refused-advice':
    '시크릿 창이거나, 다른 사이트의 프레임 안이거나, 브라우저 설정 때문입니다. 머신은 계속 돌아갑니다. 스냅샷을 쓰려면 일반 창에서 페이지를 여세요.',
  'snapshots-blocked': '다른 탭이 스냅샷을 잠그고 있습니다',
  'snapshots-blocked-advice':
    '그 탭에 이 페이지의 이전 버전이 열려 있습니다. 그 탭을 닫고 다시 시도하세요.',
  'snapshots-failed': '지금 브라우저의 저장소가 동작하지 않습니다',
  'snapshots-failed-advice':
    '머신은 계속 돌아가지만 아무것도 저장되지 않습니다. 다시 시도하고, 같은 일이 반복되면 브라우저를 다시 시작하세요.',
  'snapshots-damaged': '손상된 스냅샷입니다',
  'snapshots-damaged-advice':
    '브라우저에 남은 내용이 저장한 것과 달라서 사용하지 않았습니다. 다른 스냅샷으로 되돌리고, 이 스냅샷은 삭제하세요.',
  'snapshots-missing': '이 스냅샷은 더 이상 없습니다',
  'snapshots-missing-advice':
    '브라우저나 다른 탭이 지웠습니다. 파일로 내보낸 것은 이렇게 잃어버리지 않습니다.',
  'snapshots-newer': '더 새로운 버전의 Drydock이 만든 것입니다',
  'snapshots-newer-advice': '페이지를 새로 고쳐 그 버전을 받은 뒤 다시 시도하세요.',
  'snapshots-file': '스냅샷이 아니거나 손상된 파일입니다',
  'snapshots-file-advice':
    '아무 내용도 사용하지 않았습니다. 이름이 .drydock으로 끝나는 파일을 고르고, 다른 곳에서 가져온 파일이라면 다시 복사해 보세요.',
  'snapshots-screens': '터미널의 화면을 저장하지 못했습니다',
  'snapshots-screens-advice': '필요 없는 터미널을 닫고 다시 시도하세요.',
  'snapshots-other-image': '다른 머신의 스냅샷입니다',
  'snapshots-other-image-advice':
    '스냅샷에는 원래 머신과 달라진 부분만 담기는데, 이 페이지의 머신은 다른 것입니다. 그 머신이 있는 곳에서 여세요. 여기에서 내보낼 수는 있습니다.',
  'snapshots-wanted': str`필요한 머신: ${0}, 메모리 ${1}.`,
  'snapshots-machine': '지금은 머신을 저장하거나 되돌리지 못했습니다',
  'snapshots-machine-advice': '머신이 실행 중일 때까지 기다렸다가 다시 시도하세요.',
  'snapshots-closed': '중단되었습니다',
  'snapshots-closed-advice': '다시 시도하세요.',
};
