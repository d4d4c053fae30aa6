import { defineConfig } from 'vitest/config';

// Against the built files, in Chromium: `npm run build` first.
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    environment: 'node',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
});
