/** Labs for the tests of the page: what a lesson can have, in both languages, with texts that look like HTML. */
import type { Lab, LocalText, Step, StepTitles, Task } from '../../src/labs/lab.ts';
import type { Block, Inline } from '../../src/labs/step-text.ts';

/** What would run, were it ever read as HTML. */
export const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

const both = (ko: string, en: string): LocalText => ({ ko, en });
const plain = (text: string): Inline => ({ type: 'text', text });
const code = (text: string): Inline => ({ type: 'code', text });
const strong = (text: string): Inline => ({ type: 'strong', children: [plain(text)] });
const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children });
const heading = (text: string): Block => ({ type: 'heading', level: 2, children: [plain(text)] });
const link = (href: string, text: string): Inline => ({
  type: 'link',
  href,
  children: [plain(text)],
});

const QUIZ: Block = {
  type: 'quiz',
  id: '1',
  question: [plain('Does the name outside change? / 바깥의 이름도 바뀔까요?')],
  choices: [
    { text: [plain('Yes, there is one kernel / 네, 커널은 하나입니다')], right: false },
    { text: [plain('No, '), code('{{host}}'), plain(' is inside / 아니요')], right: true },
  ],
  explanation: [paragraph(plain('A new namespace begins as a copy. / 사본으로 시작합니다.'))],
};

const PREDICTION: Block = {
  type: 'quiz',
  id: '1',
  question: [plain('Which are namespaces? / 네임스페이스는 무엇일까요?')],
  choices: [
    { text: [code('uts')], right: true },
    { text: [code('cpu')], right: false },
    { text: [code('net')], right: true },
  ],
  explanation: [paragraph(plain('There are eight kinds. / 여덟 종류가 있습니다.'))],
};

const ENGLISH: readonly Block[] = [
  paragraph(
    plain('A container has a host name of '),
    strong('its own'),
    plain(', though it has no kernel of its own. Yours is '),
    code('{{host}}'),
    plain(`. ${HOSTILE}`),
  ),
  heading('Where the second name is'),
  paragraph(
    plain('The kernel keeps the name in a namespace; every process points to one. See '),
    link('https://example.org/uts', 'the manual'),
    plain(' or go on to '),
    link('#namespaces/pid', 'processes'),
    plain('.'),
  ),
  { type: 'command', text: 'unshare --uts bash\nhostname {{host}}' },
  { type: 'code', language: '', text: 'uts:[4026531838]\nuts:[4026531838]' },
  {
    type: 'list',
    ordered: true,
    items: [
      [paragraph(plain('Predict.'))],
      [paragraph(plain('Run.'))],
      [paragraph(plain('Look.'))],
    ],
  },
  {
    type: 'table',
    head: [[plain('File')], [plain('Namespace')]],
    rows: [
      [[code('/proc/PID/ns/uts')], [plain('Host name and domain name')]],
      [[code('/proc/PID/ns/pid_for_children')], [plain('Process numbers of those to come')]],
    ],
  },
  {
    type: 'hint',
    summary: '',
    children: [paragraph(code('unshare'), plain(' makes namespaces.'))],
  },
  QUIZ,
];

const KOREAN: readonly Block[] = [
  paragraph(
    plain('컨테이너에는 '),
    strong('자기만의'),
    plain(' 호스트 이름이 있습니다. 그런데 자기 커널은 없습니다. 여러분의 이름은 '),
    code('{{host}}'),
    plain('입니다. 두 번째 이름은 어디에 들어 있을까요?'),
  ),
  heading('커널은 하나인데 이름은 어떻게 둘일까?'),
  paragraph(
    plain(
      '커널은 호스트 이름을 네임스페이스라는 객체에 두고, 프로세스마다 자기가 속한 곳을 가리킵니다. ',
    ),
    link('https://example.org/uts', '설명서'),
    plain('를 보거나 '),
    link('#namespaces/pid', '프로세스'),
    plain('로 넘어가세요.'),
  ),
  ...ENGLISH.slice(3, 5),
  {
    type: 'list',
    ordered: true,
    items: [
      [paragraph(plain('먼저 예상합니다.'))],
      [paragraph(plain('명령을 실행합니다.'))],
      [paragraph(plain('커널의 대답을 봅니다.'))],
    ],
  },
  ...ENGLISH.slice(6),
];

const NAMED: Task = {
  id: 'named',
  title: both(
    '자기만의 UTS 네임스페이스에서 {{host}}라는 이름으로 사는 프로세스',
    'A process lives in a UTS namespace of its own, called {{host}}',
  ),
  points: 2,
  mode: 'level',
  machine: 'first',
  timeoutMs: 1000,
  hints: [
    both(
      '이름을 공유하지 않는 셸을 먼저 시작하세요.',
      'Start a shell that does not share the name.',
    ),
    both('`unshare --uts bash`를 쓰세요.', 'Use `unshare --uts bash`.'),
  ],
  messages: {
    met: both('PID {pid}의 이름은 {{host}}입니다.', 'PID {pid} is called {{host}}.'),
    none: both(
      '모든 프로세스가 아직 같은 UTS 네임스페이스에 있습니다.',
      'All processes are still in the same UTS namespace.',
    ),
  },
  check: '',
  solution: 'unshare --uts bash\nhostname {{host}}',
};

const LOOKED: Task = {
  id: 'looked',
  title: both('바깥에서 들여다보기', 'Look in from outside'),
  points: 1,
  mode: 'edge',
  machine: 'first',
  timeoutMs: 1000,
  hints: [],
  messages: {},
  check: '',
  solution: '',
};

function step(
  id: string,
  title: LocalText,
  blocks: readonly Block[],
  tasks: readonly Task[],
): Step {
  const text = { en: blocks, ko: blocks };
  const points = tasks.reduce((sum, task) => sum + task.points, 0);
  return { id, title, points, fingerprint: id, text, setup: '', tasks };
}

const NAMESPACES: Lab = {
  id: 'namespaces',
  number: 3,
  version: 1,
  profile: 'base',
  minutes: 40,
  title: both('네임스페이스', 'Namespaces'),
  summary: both(
    '컨테이너의 벽을 하나씩 손으로 세웁니다. 호스트 이름, 프로세스, 네트워크를 차례로 나누고, 벽 너머를 들여다봅니다.',
    'You put up the walls of a container one by one, by hand: host name, processes, network. Then you look over them.',
  ),
  covers: ['S5'],
  values: [{ name: 'host', oneOf: ['kestrel'] }],
  steps: [
    {
      ...step('uts', both('이름이 둘인 머신', 'A machine with two names'), ENGLISH, [
        NAMED,
        LOOKED,
      ]),
      text: { en: ENGLISH, ko: KOREAN },
    },
    step('pid', both('두 번째 PID 1', 'A second PID 1'), [PREDICTION], []),
    step(
      'end',
      both('되돌아보기', 'Looking back'),
      [paragraph(plain('That is all. / 끝입니다.'))],
      [],
    ),
  ],
};

const CGROUPS: Lab = {
  ...NAMESPACES,
  id: 'cgroups',
  number: 4,
  minutes: 35,
  title: both('컨트롤 그룹', 'Control groups'),
  summary: both('자원의 한도를 손으로 정합니다.', 'You set the limits of resources by hand.'),
  values: [],
  steps: [
    step('tree', both('트리', 'The tree'), [paragraph(plain('A tree. / 트리입니다.'))], [LOOKED]),
    step(
      'end',
      both('끝', 'The end'),
      [paragraph(plain('Done. / 끝.')), { type: 'port', port: 9000 }],
      [],
    ),
  ],
};

/** In the order of the catalogue. */
export const SAMPLE_LABS: readonly Lab[] = [NAMESPACES, CGROUPS];

/** The titles of their steps. */
export const SAMPLE_TITLES: StepTitles = new Map(
  SAMPLE_LABS.map(({ id, steps }) => [id, new Map(steps.map((step) => [step.id, step.title]))]),
);
