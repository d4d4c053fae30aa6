import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Relative addresses and the page in the fragment: the files work under any path, and the server
// needs no rule besides "serve the file".
export default defineConfig({
  base: './',
  plugins: [svelte()],
  build: {
    target: 'es2022',
    manifest: true,
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:21999', ws: true } } },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
});
