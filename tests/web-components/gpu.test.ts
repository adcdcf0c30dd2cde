import { describe, expect, it } from 'vitest';
import { isGraphicsProcessor } from '../../web-components/terminal/gpu.ts';

describe('a graphics processor', () => {
  it.each([
    ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)', 'Win32'],
    ['ANGLE (Apple, ANGLE Metal Renderer: Apple M1, Unspecified Version)', 'MacIntel'],
    ['Mesa Intel(R) UHD Graphics 620 (KBL GT2)', 'Linux x86_64'],
  ])('is what draws for %s', (driver, platform) => {
    expect(isGraphicsProcessor(driver, platform)).toBe(true);
  });

  it.each([
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    'llvmpipe, or similar',
    'Microsoft Basic Render Driver',
  ])('is not the processor that draws as %s', (driver) => {
    expect(isGraphicsProcessor(driver, 'Linux x86_64')).toBe(false);
  });

  it('is not proved by a driver that is hidden or not there', () => {
    expect(isGraphicsProcessor('', 'Win32')).toBe(false);
  });

  it("is what WebKit's one name says on Apple's computers, and nowhere else", () => {
    const answers = ['MacIntel', 'iPhone', 'iPad', 'Linux x86_64', 'Linux aarch64', ''].map(
      (platform) => isGraphicsProcessor('Apple GPU', platform),
    );
    expect(answers).toEqual([true, true, true, false, false, false]);
  });
});
