import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The shop whose API the pages call while they are worked on. */
const SHOP = { target: process.env.SHOP_URL ?? 'http://localhost:8000', changeOrigin: false };

/** The back office's pages: built into `dist/admin`, served below `/admin/`. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/admin/',
  build: {
    outDir: fileURLToPath(new URL('../../../dist/admin', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
  server: {
    proxy: { '/admin/api': SHOP, '/media': SHOP },
  },
});
