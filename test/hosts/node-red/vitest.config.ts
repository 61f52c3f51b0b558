import { defineConfig } from 'vitest/config';

/** What needs a Node-RED: `npm run test:node-red` installs one and starts these. */
export default defineConfig({
  test: {
    include: ['test/hosts/node-red/live/*.live.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
