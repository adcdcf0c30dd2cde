import '../../web-components/drydock-app.ts';
import type { DrydockApp } from '../../web-components/drydock-app.ts';
import { FakeMachine } from './fake-machine.ts';

/** What the tests reach from outside. */
export interface Fixture {
  readonly machines: FakeMachine[];
  readonly violations: string[];
  readonly events: string[];
  /** Milliseconds of every task that took longer than 50. */
  readonly longTasks: number[];
  readonly FakeMachine: typeof FakeMachine;
}

declare global {
  interface Window {
    fixture: Fixture;
  }
}

const fixture: Fixture = {
  machines: [],
  violations: [],
  events: [],
  longTasks: [],
  FakeMachine,
};
window.fixture = fixture;

document.addEventListener('securitypolicyviolation', (event) => {
  fixture.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
document.addEventListener('drydock-status-change', (event) => {
  fixture.events.push((event as CustomEvent<{ state: string }>).detail.state);
});
if (PerformanceObserver.supportedEntryTypes.includes('longtask')) {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) fixture.longTasks.push(entry.duration);
  }).observe({ type: 'longtask' });
}

const app = document.querySelector('drydock-app') as DrydockApp;
const plan = new URLSearchParams(location.search).get('plan') === 'wait' ? 'wait' : 'ready';
app.createMachine = () => {
  const machine = new FakeMachine(plan);
  fixture.machines.push(machine);
  void machine.start();
  return machine;
};
