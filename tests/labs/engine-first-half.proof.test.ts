import { registerProofs } from './lab-proofs.ts';

await registerProofs({ profile: 'engine', part: 0, parts: 2 });
