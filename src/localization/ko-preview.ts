import { str } from '@lit/localize';
import type { templates as page } from './ko.ts';

/** The Korean texts of the previews, by the same rules as those of the page; loaded with the first preview. */
export const templates: Readonly<Record<string, (typeof page)[string]>> = {
  preview: '미리 보기',
  'preview-of': str`미리 보기: ${0}`,
  'preview-back': '뒤로',
  'preview-forward': '앞으로',
  'preview-reload': '새로 고침',
  'preview-stop': '불러오기 중지',
  'preview-address': '머신 안의 주소',
  'preview-close': '미리 보기 닫기',
  'preview-wrong':
    '머신 안의 주소가 아닙니다. 8081 같은 포트나 localhost:8081 같은 주소를 입력하세요.',
  'preview-title': '머신 안의 웹 서버 보기',
  'preview-lead':
    '이 포트에서 답하는 것을 여기에 보여 줍니다. 포트를 공개한 컨테이너도 마찬가지입니다.',
  'preview-port': '포트',
  'preview-open': '열기',
  'preview-loading': str`${0} 불러오는 중`,
  'preview-loaded': str`불러왔습니다: ${0}`,
  'preview-loaded-status': str`상태 코드 ${0}(으)로 불러왔습니다: ${1}`,
  'preview-status': str`상태 코드 ${0}`,
  'preview-waiting': '서버를 기다리고 있습니다',
  'preview-refused': str`${0}에서 듣고 있는 프로그램이 아직 없습니다`,
  'preview-refused-advice':
    '머신에서 서버를 시작하거나, 이 포트를 공개해서 컨테이너를 실행하세요. 프로그램이 듣기 시작하면 그 페이지가 여기에 저절로 나타납니다. 127.0.0.1에서만 듣는 서버에는 닿을 수 없습니다.',
  'preview-missing': str`지금은 ${0} 머신이 없습니다`,
  'preview-missing-advice':
    '이 서버가 있는 단계의 본문에서 켤 수 있습니다. 켜지면 그 페이지를 저절로 불러옵니다.',
  'preview-silent': str`${0} 서버가 아무 말도 하지 않습니다`,
  'preview-silent-advice':
    '연결은 받았지만 답하지 않았습니다. 바쁜 상태일 수 있으니 다시 시도하세요.',
  'preview-failed': str`${0}에서 답한 것은 웹 서버가 아닙니다`,
  'preview-failed-advice':
    '연결이 끊어졌거나, 그 포트에서 듣고 있는 프로그램이 HTTP가 아닌 것으로 말합니다.',
  'preview-outside': '머신 안의 주소가 아닙니다',
  'preview-outside-advice':
    '미리 보기는 실습 안의 서버를 http로 보여 줍니다. 머신에는 밖으로 나가는 네트워크가 없습니다.',
  'preview-redirected': str`${0} 서버가 다른 컴퓨터로 보냅니다`,
  'preview-redirected-advice': '머신에는 밖으로 나가는 네트워크가 없습니다.',
  'preview-to-page': '페이지로 돌아가기',
  'preview-loop': str`${0} 서버가 끝없이 다른 주소로 보냅니다`,
  'preview-loop-advice': '답이 올 때마다 다른 주소를 가리킬 뿐, 페이지는 오지 않았습니다.',
  'preview-machine': '머신이 실행 중이 아닙니다',
  'preview-machine-advice': '머신이 실행되면 페이지를 저절로 다시 불러옵니다.',
  'preview-file': '서버가 파일로 답했습니다',
  'preview-file-advice': '여기에서 보여 줄 수 있는 것이 아닙니다.',
  'preview-empty': '서버가 빈 내용으로 답했습니다',
  'preview-empty-advice': str`답의 상태 코드는 ${0}이고 내용은 없습니다.`,
  'preview-left': '페이지의 스크립트가 다른 주소로 이동했습니다',
  'preview-left-advice':
    '미리 보기는 링크와 폼을 따라가지만, 주소를 바꾸는 스크립트는 따라가지 않습니다.',
  'preview-cut': '답이 너무 길어 앞부분만 보여 줍니다.',
  'preview-broken': '연결이 끊어져서 전체가 아닌 일부만 보여 줍니다.',
};
