import { expect, it } from 'vitest';
import { requireInternals } from '../../src/machine/v86/internals.ts';

const nothing = () => {};
const view = new Int32Array(1);

/** What a loaded emulator looks like from outside, without some member. */
function emulatorWithout(missing: string): object {
  const members = {
    zero_memory: nothing,
    is_memory_zeroed: nothing,
    set_jit_config: nothing,
    jit_clear_cache: nothing,
    jit_dirty_cache: nothing,
    store_current_tsc: nothing,
    set_tsc: nothing,
    current_tsc: new Uint32Array(2),
    pack_memory: nothing,
    unpack_memory: nothing,
    reboot_internal: nothing,
    main_loop: nothing,
    idtr_size: view,
    mem8: view,
    last_result: view,
    fpu_status_word: view,
    mxcsr: view,
    devices: Object.fromEntries(
      ['virtio_console', 'virtio_net'].filter((name) => name !== missing).map((name) => [name, {}]),
    ),
  };
  const cpu = Object.fromEntries(Object.entries(members).filter(([name]) => name !== missing));
  const loop = missing === 'next_tick' ? {} : { next_tick: nothing };
  return {
    v86: { cpu, ...loop },
    bus: missing === 'send' ? {} : { send: nothing },
  };
}

it('finds what Drydock stands on in an emulator that has all of it', () => {
  expect(requireInternals(emulatorWithout('nothing'))).toHaveProperty('cpu.mem8', view);
});

it.each([
  ['set_jit_config', 'cpu.set_jit_config'],
  ['jit_dirty_cache', 'cpu.jit_dirty_cache'],
  ['pack_memory', 'cpu.pack_memory'],
  ['main_loop', 'cpu.main_loop'],
  ['idtr_size', 'cpu.idtr_size'],
  ['mxcsr', 'cpu.mxcsr'],
  ['mem8', 'cpu.mem8'],
  ['virtio_console', 'cpu.devices.virtio_console'],
  ['virtio_net', 'cpu.devices.virtio_net'],
  ['send', 'bus.send'],
  ['next_tick', 'v86.next_tick'],
])('names the member that another version of v86 does not have: %s', (missing, name) => {
  const sentence = `this version of v86 has no ${name}; Drydock needs exactly the version in package.json`;
  expect(() => requireInternals(emulatorWithout(missing))).toThrow(sentence);
});

it('says so of something that is no emulator at all', () => {
  expect(() => requireInternals({})).toThrow('has no v86.cpu');
});
