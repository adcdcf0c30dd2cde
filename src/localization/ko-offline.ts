import { str } from '@lit/localize';
import type { templates as page } from './ko.ts';

/** The Korean texts about use without a network, by the same rules as those of the page; loaded after the first prompt. */
export const templates: Readonly<Record<string, (typeof page)[string]>> = {
  'offline-preparing': '오프라인: 준비 중',
  'offline-amount': str`오프라인: ${1} MB 중 ${0} MB`,
  'offline-paused': str`오프라인: 일시 중지, ${1} MB 중 ${0} MB`,
  'offline-ready': '오프라인: 준비 완료',
  'offline-no-engine': '오프라인: Docker 빼고 준비 완료',
  'offline-engine-full': '오프라인: Docker를 둘 공간 부족',
  'offline-new-version': '오프라인: 준비 완료, 새 버전 대기 중',
  'offline-full': '오프라인: 공간 부족',
  'offline-failed': '오프라인: 사용 불가',

  // Why
  'offline-preparing-why': '네트워크 없이도 열 수 있도록 페이지를 저장하고 있습니다.',
  'offline-storing-why':
    '네트워크 없이도 모두 쓸 수 있도록 저장하고 있습니다. 클릭하면 일시 중지합니다.',
  'offline-paused-why':
    '네트워크가 없으면 지금까지 저장된 것만 쓸 수 있습니다. 클릭하면 이어서 저장합니다.',
  'offline-metered-why':
    '브라우저가 데이터를 아끼도록 설정되어 있습니다. 그래도 나머지를 저장하려면 클릭하세요.',
  'offline-network-why': '나머지를 불러오지 못했습니다. 클릭하면 다시 시도합니다.',
  'offline-ready-why':
    '페이지와 머신, Docker Engine과 이미지가 이 브라우저에 저장되어 있어 네트워크 없이도 동작합니다.',
  'offline-no-engine-why': str`페이지와 머신이 이 브라우저에 저장되어 있어 네트워크 없이도 동작합니다. Docker Engine은 지금까지 쓴 만큼만 있습니다. 전부 저장하려면 클릭하세요. ${0} MB가 넘습니다.`,
  'offline-engine-full-why': str`페이지와 머신이 이 브라우저에 저장되어 있어 네트워크 없이도 동작합니다. 나머지 Docker Engine(${0} MB 이상)을 둘 공간은 브라우저에 없습니다.`,
  'offline-new-version-why':
    '이 페이지의 새 버전이 저장되어 있습니다. 이 페이지가 열린 탭을 모두 닫으면 새 버전을 사용합니다.',
  'offline-full-why':
    '브라우저에 머신을 저장할 공간이 없습니다. 네트워크가 있으면 모두 정상적으로 동작합니다.',
  'offline-failed-why':
    '페이지를 저장하지 못했습니다. 네트워크가 있으면 모두 정상적으로 동작하며, 다음에 방문할 때 다시 시도합니다.',
};
