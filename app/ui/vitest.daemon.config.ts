import { defineConfig } from 'vitest/config';

// Against a built Vedette with its demo node, in Chromium: `./vedette --version` first.
export default defineConfig({
  test: {
    include: ['e2e-daemon/**/*.test.ts'],
    environment: 'node',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
});
