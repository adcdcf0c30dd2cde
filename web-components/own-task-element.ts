import { LitElement } from 'lit';
import { nextTask } from './next-task.ts';

/** An element with much to build: its first render is a task of its own. */
export abstract class OwnTaskElement extends LitElement {
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await nextTask();
    await super.scheduleUpdate();
  }
}
