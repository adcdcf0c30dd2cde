import { registerProofs } from './lab-proofs.ts';

await registerProofs({ profile: 'base', part: 1, parts: 2 });
