import { registerProofs } from './lab-proofs.ts';

await registerProofs({ profile: 'base', part: 0, parts: 2 });
