import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, resizePage } from './browsers.ts';
import { type FixturePage, FixtureSite, START_MS } from './fixture-page.ts';

const STEP = '?lang=en#namespaces/uts';

describe.each(BROWSERS)('an open lab in %s', (browser) => {
  let site: FixtureSite;
  let page: FixturePage;

  beforeAll(async () => {
    site = await FixtureSite.start(browser);
  }, START_MS);
  afterAll(() => site?.close());
  afterEach(async () => {
    await page?.page.evaluate(() => localStorage.clear());
    await page?.page.close();
  });

  const open = async (query = STEP) => {
    page = await site.open(query);
    await page.find('drydock-guide >>> h2');
  };
  const heading = () => page.text('drydock-guide >>> h2');
  const waitForStep = (name: string) =>
    page.waitFor(async () => (await heading()).startsWith(name), name);
  const status = (task: string) =>
    page
      .find(`drydock-tasks >>> [data-task=${task}]`)
      .then((item) => item.evaluate((one) => one.dataset['status']));
  const news = () => page.text('drydock-tasks >>> [role=status]');
  const check = async () => {
    await page.click('drydock-tasks >>> .check');
    await page.waitFor(async () => !['', 'Checking…'].includes(await news()), 'the result');
  };
  const solve = () =>
    page.onMachine((machine) => {
      machine.answers = { named: [0, 'saw pid 312'], looked: [0] };
    });
  const labEvents = () => page.page.evaluate(() => window.fixture.labEvents);

  it('shows text that looks like HTML as text', async () => {
    await open();
    expect(await page.text('drydock-step-text >>> p')).toContain(
      '<script>window.hacked=1</script>',
    );
    expect(await page.count('drydock-step-text >>> img')).toBe(0);
    expect(await page.page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await page.violations()).toEqual([]);
  });

  it("puts the learner's values into texts, commands and tasks", async () => {
    await open();
    expect(await page.text('drydock-step-text >>> p code')).toBe('kestrel');
    expect(await page.text('drydock-tasks >>> .title')).toContain('called kestrel');
    await page.click('drydock-step-text >>> drydock-command >>> .send');
    await page.waitForScreen('hostname kestrel');
  });

  it('opens foreign addresses in a tab that knows nothing of this one', async () => {
    await open();
    const link = await page.find('drydock-step-text >>> a[target]');
    expect(
      await link.evaluate((one) => [one.getAttribute('rel'), one.getAttribute('href')]),
    ).toEqual(['noopener noreferrer', 'https://example.org/uts']);
    expect(await link.evaluate((one) => one.textContent)).toContain('(opens in a new tab)');
    await page.click('drydock-step-text >>> a[href="#namespaces/pid"]');
    await waitForStep('A second PID 1');
  });

  it('has headings that go down one level at a time', async () => {
    await open();
    const levels = await page.page.evaluate(() => {
      const found: number[] = [];
      const walk = (node: Element | ShadowRoot) => {
        for (const child of node.children) {
          if (/^H[1-6]$/.test(child.tagName) && child.checkVisibility())
            found.push(Number(child.tagName[1]));
          if (child.shadowRoot) walk(child.shadowRoot);
          walk(child);
        }
      };
      walk(document.body);
      return found;
    });
    expect(levels[0]).toBe(1);
    expect(
      levels.filter((level, place) => place > 0 && level > (levels[place - 1] ?? 0) + 1),
    ).toEqual([]);
  });

  it('ticks its tasks by itself after something happened in the terminal', async () => {
    await open();
    await solve();
    await page.page.keyboard.type('x');
    await page.waitFor(async () => (await status('named')) === 'met', 'the tick');
    expect(await page.text('drydock-tasks >>> [data-task=named] .message')).toBe(
      'PID 312 is called kestrel.',
    );
    expect(await news()).toContain('Done: A process lives');
    expect(await news()).toContain('Step passed.');
    expect(await page.text('drydock-guide >>> .passed-note')).toBe('Step passed.');
    expect(await page.focused()).toContain('textarea');
    expect(await labEvents()).toEqual(
      expect.arrayContaining(['namespaces/uts/named met', 'namespaces/uts/looked met']),
    );
  });

  it('says what is missing when asked, once, and no more while nothing changes', async () => {
    await open();
    await page.onMachine((machine) => {
      machine.answers = { named: [1, 'fail none'] };
    });
    await check();
    expect(await news()).toContain('0 of 2 done Not yet: A process lives');
    expect(await news()).toContain('All processes are still in the same UTS namespace.');
    const writes = await (await page.find('drydock-tasks >>> [role=status]')).evaluateHandle(
      (region) => {
        const counted = { writes: 0 };
        new MutationObserver((list) => {
          counted.writes += list.length;
        }).observe(region, { childList: true, characterData: true, subtree: true });
        return counted;
      },
    );
    const looks = () => page.onMachine((machine) => machine.looks);
    const before = await looks();
    await page.waitFor(async () => (await looks()) >= before + 2, 'two more looks');
    expect(await writes.evaluate((counted) => counted.writes)).toBe(0);
  });

  it('opens hints one at a time, each under the keyboard', async () => {
    await open();
    await (await page.find('drydock-tasks >>> .next-hint')).focus();
    await page.press('Enter');
    await page.waitFor(async () => (await page.focused()).includes('Hint 1'), 'the first hint');
    expect(await page.count('drydock-tasks >>> .hint')).toBe(1);
    await page.press('Tab');
    expect(await page.focused()).toContain('Show hint 2 of 2');
    await page.press('Enter');
    await page.waitFor(async () => (await page.focused()).includes('Hint 2'), 'the second hint');
    expect(await page.count('drydock-tasks >>> .next-hint')).toBe(0);
  });

  it('shows a solution only to who agrees that it counts as help', async () => {
    await open();
    await page.click('drydock-tasks >>> .unfold');
    expect(await page.text('drydock-tasks >>> .ask')).toContain('marked as done with help');
    expect(await page.count('drydock-tasks >>> drydock-command')).toBe(0);
    await page.click('drydock-tasks >>> .show');
    expect(await page.text('drydock-tasks >>> drydock-command >>> pre')).toContain('kestrel');
    expect(await page.text('drydock-tasks >>> .badge')).toBe('with help');
    await page.page.reload();
    expect(await page.text('drydock-tasks >>> .badge')).toBe('with help');
  });

  it('judges an answer by words and marks, and keeps it', async () => {
    await open();
    await page.click('drydock-quiz >>> .primary');
    expect(await page.text('drydock-quiz >>> .missing')).toBe('Choose an answer first.');
    await (await page.find('drydock-quiz >>> input')).focus();
    await page.press(' ');
    await page.press('Tab');
    await page.press('Enter');
    await page.waitFor(
      async () => (await page.focused()).includes('That is not right.'),
      'the verdict',
    );
    expect(await page.text('drydock-quiz >>> [data-mark=wrong] .mark')).toBe(
      'Your answer, but not right',
    );
    expect(await page.text('drydock-quiz >>> [data-mark=right] .mark')).toBe('This is right');
    expect(await page.text('drydock-quiz >>> .result')).toContain('That is not right.');
    await page.page.reload();
    await page.find('drydock-quiz >>> .verdict.wrong');
    await page.click('drydock-quiz >>> .again');
    await page.press('ArrowDown');
    await page.click('drydock-quiz >>> .primary');
    await page.find('drydock-quiz >>> .verdict.right');
  });

  it('takes several answers where several are right, and passes a step of questions by them', async () => {
    await open('?lang=en#namespaces/pid');
    for (const place of [1, 3]) await page.click(`drydock-quiz >>> li:nth-child(${place}) input`);
    await page.click('drydock-quiz >>> .primary');
    await page.find('drydock-quiz >>> .verdict.right');
    await page.find('drydock-guide >>> .track .current');
    const progress = await (await page.find('drydock-lab')).evaluate(
      (lab) => (lab as HTMLElementTagNameMap['drydock-lab']).progress,
    );
    expect(progress).toMatchObject({
      labId: 'namespaces',
      stepId: 'pid',
      passed: ['pid'],
      steps: 3,
    });
  });

  it('can be walked through by keyboard alone', async () => {
    await open();
    await (await page.find('drydock-guide >>> .steps')).focus();
    await page.press('Enter');
    await page.waitFor(async () => (await page.focused()).includes('two names'), 'the open step');
    await page.press('Escape');
    expect(await page.focused()).toContain('Step 1 of 3');
    expect(await page.count('drydock-step-list')).toBe(0);
    await page.press('Enter');
    await page.find('drydock-step-list');
    await page.waitFor(async () => (await page.focused()).includes('two names'), 'the open step');
    await page.press('Tab');
    await page.press('Enter');
    await waitForStep('A second PID 1');
    await page.waitFor(async () => (await page.focused()).startsWith('h2'), 'the heading');
    await (await page.find('drydock-guide >>> .turn .next')).focus();
    await page.press('Enter');
    await waitForStep('Looking back');
    await page.waitFor(async () => (await page.focused()).includes('Looking back'), 'its heading');
    const top = await (await page.find('section.guide')).evaluate((guide) => guide.scrollTop);
    expect(top).toBe(0);
  });

  it('leaves the keyboard where it is while tasks are looked at', async () => {
    await open();
    await (await page.find('drydock-tasks >>> .check')).focus();
    await solve();
    await page.press('Enter');
    await page.waitFor(async () => (await status('named')) === 'met', 'the tick');
    expect(await page.focused()).toContain('Check now');
  });

  it('ends with what is open, and celebrates what is complete', async () => {
    await open('?lang=en#cgroups/end');
    await page.click('drydock-guide >>> .finish');
    await page.waitFor(
      async () => (await page.focused()).includes('“Control groups” is not complete yet'),
      'the end under the keyboard',
    );
    await page.click('drydock-lab-end >>> a[href="#cgroups/tree"]');
    await waitForStep('The tree');
    await solve();
    await check();
    await page.click('drydock-guide >>> .turn .next');
    await waitForStep('The end');
    await page.click('drydock-guide >>> .finish');
    expect(await page.text('drydock-lab-end >>> h2')).toBe('“Control groups” is complete');
    expect((await labEvents()).filter((one) => one === 'cgroups complete')).toHaveLength(1);
    await page.click('drydock-lab-end >>> .turn a');
    await page.find('drydock-catalogue >>> .done');
  });

  it('keeps progress when the machine is reset', async () => {
    await open();
    await solve();
    await check();
    await page.onMachine((machine) => {
      machine.answers = {};
    });
    await page.click('drydock-status-bar >>> .reset');
    await page.click('drydock-confirm >>> dialog[open] .danger');
    await page.waitFor(async () => (await status('named')) === 'unmet', 'a fresh machine');
    expect(await page.onMachine((machine) => machine.resets)).toBe(1);
    expect(await page.count('drydock-guide >>> .passed-note')).toBe(1);
    // What has happened has happened.
    expect(await status('looked')).toBe('met');
  });

  it('forgets progress when asked, and asks before; the machine stays', async () => {
    await open();
    await solve();
    await check();
    await page.onMachine((machine) => {
      machine.answers = {};
    });
    await page.click('drydock-guide >>> button.reset');
    await page.click('drydock-guide >>> drydock-confirm >>> dialog[open] button:not(.danger)');
    expect(await page.count('drydock-guide >>> .passed-note')).toBe(1);
    await page.click('drydock-guide >>> button.reset');
    await page.click('drydock-guide >>> drydock-confirm >>> dialog[open] .danger');
    await page.waitFor(
      async () => (await page.count('drydock-guide >>> .passed-note')) === 0,
      'oblivion',
    );
    await page.waitFor(async () => (await status('looked')) === 'unmet', 'another look');
    expect(await page.onMachine((machine) => machine.resets)).toBe(0);
  });

  it.each([
    ['360 pixels wide', 360, 740],
    ['at 200 % on a laptop', 640, 360],
  ])('does not scroll sideways %s', async (_name, width, height) => {
    await open();
    await resizePage(page.page, width, height);
    await page.find('drydock-split[stacked]');
    const guide = await page.find('section.guide');
    const spare = () => guide.evaluate((one) => one.scrollWidth - one.clientWidth);
    await page.waitFor(async () => (await spare()) === 0, 'a guide as wide as the page');
    const whole = await page.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(whole).toBe(0);
    const [text, box] = await Promise.all([
      page.find('drydock-step-text').then((one) => one.boundingBox()),
      guide.boundingBox(),
    ]);
    expect((text?.x ?? 0) + (text?.width ?? 0)).toBeLessThanOrEqual(
      (box?.x ?? 0) + (box?.width ?? 0),
    );
  });

  it('has no English left in Korean but that of the lesson', async () => {
    await open('?lang=ko#namespaces/uts');
    await page.click('drydock-tasks >>> .unfold');
    await page.click('drydock-guide >>> .steps');
    const words = await page.page.evaluate(() => {
      const found: string[] = [];
      const walk = (node: Element | ShadowRoot) => {
        for (const child of node.childNodes) {
          if (child instanceof Text) found.push(child.data);
          if (!(child instanceof Element)) continue;
          if (child.matches('style, pre, [translate=no], drydock-step-text, .xterm')) continue;
          found.push(child.getAttribute('aria-label')?.split(': ')[0] ?? '');
          if (child.shadowRoot) walk(child.shadowRoot);
          walk(child);
        }
      };
      const lab = document.querySelector('drydock-app')?.shadowRoot?.querySelector('drydock-lab');
      if (lab?.shadowRoot) walk(lab.shadowRoot);
      return found.map((text) => text.trim()).filter((text) => text !== '');
    });
    expect(words.length).toBeGreaterThan(30);
    const known = /Linux|Ctrl|Shift|F6|Delete|Tab|UTS|PID|kestrel/g;
    expect(words.filter((text) => /[A-Za-z]{2,}/.test(text.replace(known, '')))).toEqual([]);
  });

  it('leaves nothing open when it is taken away', async () => {
    await open();
    const counts = await page.page.evaluate(async () => {
      const app = document.querySelector('drydock-app');
      for (let round = 0; app && round < 5; round++) {
        app.remove();
        document.body.append(app);
        await new Promise((done) => setTimeout(done, 60));
      }
      app?.remove();
      await new Promise((done) => setTimeout(done, 60));
      return window.fixture.machines.map(({ statusChanges }) => statusChanges.size);
    });
    expect(counts.length).toBe(6);
    expect(counts.every((count) => count === 0)).toBe(true);
  });
});
