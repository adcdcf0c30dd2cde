import type { LabProfile } from '../../lab.ts';
import type { ImportReport } from './import-report.ts';
import type { PageBlocks } from './page-blocks.ts';
import type { Scenario, ScenarioFile } from './scenario.ts';

/** Where a shell expects a command. */
const AT_COMMAND = String.raw`(?:^|[;&|(\`]|\b(?:then|else|do|sudo|if|while|!)\s)\s*`;
const ENGINE = new RegExp(`${AT_COMMAND}(?:docker|docker-compose)\\b`, 'm');
/** Programs of other machines, for which the guest has nothing. */
const MISSING =
  'kubectl|helm|kubeadm|minikube|k3s|oc|apt|apt-get|snap|yum|dnf|pip3?|npm|systemctl|service|journalctl|ansible|terraform';
const FOREIGN = new RegExp(`${AT_COMMAND}(${MISSING})\\b`, 'gm');
const OUTSIDE =
  /\b(?:curl|wget|git\s+clone)\b[^\n]*?https?:\/\/(?!localhost|127\.|0\.0\.0\.0|\{)[\w.-]+/;
const HISTORY = /bash_history|\bhistory\b/;

/** Finds the profile that a scenario needs, and notes what no profile has. */
export function findProfile(
  { imageId, pages }: Scenario,
  blocks: readonly PageBlocks[],
  report: ImportReport,
): LabProfile {
  let profile: LabProfile = /docker/.test(imageId) ? 'engine' : 'base';
  const look = (file: string, script: string) => {
    if (ENGINE.test(script)) profile = 'engine';
    noteNeeds(file, script, report);
  };
  pages.forEach((page, index) => {
    look(page.text.file, (blocks[index]?.commands ?? []).map(({ code }) => code).join('\n'));
    const scripts = [page.verify, page.background, page.foreground];
    for (const { file, text } of scripts.filter((one): one is ScenarioFile => one !== undefined)) {
      look(file, text);
    }
    if (page.verify !== undefined && HISTORY.test(page.verify.text)) {
      const what = 'looks into the history of a shell, which is written when the shell ends';
      report.note('review', page.verify.file, what);
    }
  });
  noteImage(imageId, profile, report);
  return profile;
}

function noteNeeds(file: string, script: string, report: ImportReport): void {
  const programs = [...new Set([...script.matchAll(FOREIGN)].map(([, name = '']) => name))];
  if (programs.length > 0) {
    report.note('lost', file, `runs what the machine does not have: ${programs.join(', ')}`);
  }
  if (OUTSIDE.test(script)) {
    report.note('lost', file, 'loads from the internet, which the machine does not reach');
  }
}

function noteImage(imageId: string, profile: LabProfile, report: ImportReport): void {
  const own = `the lab runs on Drydock's Debian, profile ${profile}`;
  const what =
    imageId === ''
      ? `no backend.imageid: ${own}`
      : /kube|k3s|openshift|swarm/.test(imageId)
        ? `backend.imageid ${imageId}: there is no cluster here; ${own}`
        : `backend.imageid ${imageId}: ${own}`;
  report.note(/kube|k3s|openshift|swarm/.test(imageId) ? 'lost' : 'review', 'index.json', what);
}
