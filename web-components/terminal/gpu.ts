/** Names of drivers that draw with the processor; WebGL on them is slower than the DOM. */
const SOFTWARE_DRIVERS = /swiftshader|llvmpipe|softpipe|software|basic render|swrast/i;

/** What WebKit calls every driver. Elsewhere than on Apple's computers it may hide one that draws nothing. */
const WEBKIT_DRIVER = 'Apple GPU';
const APPLE_PLATFORM = /^(?:Mac|iP)/;

let answer: boolean | undefined;

/** Whether WebGL 2 is drawn by a real graphics processor. Asked once a page. */
export function hasGraphicsProcessor(): boolean {
  answer ??= isGraphicsProcessor(askDriver(), navigator.platform);
  return answer;
}

/** Whether the name of a driver, '' for none or a hidden one, is proof of a graphics processor on this platform. */
export function isGraphicsProcessor(driver: string, platform: string): boolean {
  if (driver === WEBKIT_DRIVER) return APPLE_PLATFORM.test(platform);
  return driver !== '' && !SOFTWARE_DRIVERS.test(driver);
}

function askDriver(): string {
  const gl = document.createElement('canvas').getContext('webgl2', {
    failIfMajorPerformanceCaveat: true,
  });
  if (!gl) return '';
  const details = gl.getExtension('WEBGL_debug_renderer_info');
  const driver = details ? String(gl.getParameter(details.UNMASKED_RENDERER_WEBGL)) : '';
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return driver;
}
