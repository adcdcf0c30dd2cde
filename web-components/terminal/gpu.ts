/** Names of drivers that draw with the processor; WebGL on them is slower than the DOM. */
const SOFTWARE_DRIVERS = /swiftshader|llvmpipe|softpipe|software|basic render|swrast/i;

let answer: boolean | undefined;

/** Whether WebGL 2 is drawn by a real graphics processor. Asked once a page. */
export function hasGraphicsProcessor(): boolean {
  answer ??= askDriver();
  return answer;
}

function askDriver(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2', {
    failIfMajorPerformanceCaveat: true,
  });
  if (!gl) return false;
  const details = gl.getExtension('WEBGL_debug_renderer_info');
  const driver = details ? String(gl.getParameter(details.UNMASKED_RENDERER_WEBGL)) : '';
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  // A browser that hides the driver's name gives no proof of a GPU.
  return driver !== '' && !SOFTWARE_DRIVERS.test(driver);
}
