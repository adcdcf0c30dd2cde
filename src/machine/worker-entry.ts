/**
 * Entry point of the machine's worker, and nothing else. WebKit runs a worker's first script a second time when a module imports it,
 * and would then have two workers' ends in one worker; so what other modules share with the worker lies behind this file.
 */

import './worker.ts';
