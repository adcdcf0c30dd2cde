import type { RegistryFiles } from '../../src/machine/disk/image-content.ts';

/** The container images of an image that was made without. */
export const NO_REGISTRY: RegistryFiles = {
  source: {
    read: async () => {
      throw new Error('there is no registry to read');
    },
  },
  index: undefined,
  pulled: new Map(),
};
