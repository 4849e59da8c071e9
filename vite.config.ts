import { env, platform } from 'node:process';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { parse } from 'yaml';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Puts the content security policy into the built page; the development server needs inline scripts. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Makes `import document from './x.yaml'` the parsed document, and `./x.yaml?title` its title; `./x.yaml?raw` stays the text. */
function yamlDocuments(): Plugin {
  return {
    name: 'yaml-documents',
    enforce: 'pre',
    transform(text, id) {
      if (id.endsWith('.yaml?title')) {
        const { title } = parse(text) as { readonly title: unknown };
        return { code: `export default ${JSON.stringify(title)};`, map: null, moduleType: 'js' };
      }
      if (!id.endsWith('.yaml')) return null;
      // JSON.parse, because an object literal would turn a `__proto__` key into a prototype.
      const json = JSON.stringify(JSON.stringify(parse(text)));
      return { code: `export default JSON.parse(${json});`, map: null, moduleType: 'js' };
    },
  };
}

/** Whether a browser window can open where the server runs. */
function hasDesktop(): boolean {
  if (env['CI']) return false;
  if (platform === 'linux') return Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  return platform === 'darwin' || platform === 'win32';
}

export default defineConfig(({ mode }) => ({
  // Relative addresses, so that the built site works from any sub-path of any static host.
  base: './',
  plugins: [react(), yamlDocuments(), contentSecurityPolicy()],
  server: { host: '127.0.0.1', open: mode !== 'test' && hasDesktop() },
  build: {
    // Data addresses are against the policy above, so every font and picture stays a file.
    assetsInlineLimit: 0,
    // Says which files a page needs; `.ci/size.mjs` reads it.
    manifest: true,
    // Browsers that know no module preloads fetch the same modules a little later.
    modulePreload: { polyfill: false },
  },
  preview: { host: '127.0.0.1' },
  test: {
    include: ['src/**/*.test.{ts,tsx}', '.ci/**/*.test.mjs'],
    environment: 'node',
    // Only against hanging: a machine may be slow, and no test is about wall time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}));
