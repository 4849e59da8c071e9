import { env, platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { normalizePath, type Plugin, type Rolldown } from 'vite';
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

const pathOf = (file: string): string => normalizePath(fileURLToPath(new URL(file, import.meta.url)));

/** What begins a page; all that they import is there before something is shown. */
const MAIN = pathOf('src/ui/main.tsx');
const GALLERY = pathOf('src/ui/gallery/gallery-page.tsx');
const WORKBENCH = pathOf('src/ui/workbench/open-page.tsx');

/**
 * One chunk for what both pages need, one more for what every scenario needs: left alone, each module that a kind
 * fetched later shares with them would become a small chunk of its own, which compresses badly and costs a request.
 */
function chunkOf(): Rolldown.CodeSplittingNameFunction {
  const closures = new Map<string, ReadonlySet<string>>();
  const closureOf = (beginning: string, context: Rolldown.ChunkingContext): ReadonlySet<string> => {
    const known = closures.get(beginning);
    if (known !== undefined) return known;
    const reached = new Set<string>();
    const open = [beginning];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      open.push(...(context.getModuleInfo(id)?.importedIds ?? []));
    }
    closures.set(beginning, reached);
    return reached;
  };
  return (id, context) => {
    // They stay chunks themselves, by whose names the manifest says what belongs to them.
    if (id.endsWith('.html') || [MAIN, GALLERY, WORKBENCH].includes(id)) return null;
    if (closureOf(MAIN, context).has(id)) return 'page';
    if (!closureOf(WORKBENCH, context).has(id)) return null;
    return closureOf(GALLERY, context).has(id) ? 'page' : 'workbench';
  };
}

/** Chunks that are here before anything else is fetched: naming them with each of it would only make the page larger. */
const HERE_BEFORE = /(?:^|\/)(?:page|rolldown-runtime)-[^/]*$/;
const HERE_BEFORE_KINDS = /(?:^|\/)(?:page|workbench|rolldown-runtime)-[^/]*$/;

interface Asker {
  readonly hostId: string;
  readonly hostType: 'html' | 'js';
}

/** What a browser fetches together with a chunk that is asked for. */
function together(file: string, files: string[], { hostId, hostType }: Asker): string[] {
  if (hostType === 'html') return files;
  const here = HERE_BEFORE.test(hostId) ? HERE_BEFORE : HERE_BEFORE_KINDS;
  const others = files.filter((one) => one !== file && !here.test(one));
  return others.length === 0 ? [] : [file, ...others];
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
    modulePreload: { polyfill: false, resolveDependencies: together },
    // One style sheet: a browser asks for each only once, so what is fetched later could end up without its own.
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: chunkOf() }] } } },
  },
  preview: { host: '127.0.0.1' },
  test: {
    include: ['src/**/*.test.{ts,tsx}', '.ci/**/*.test.mjs'],
    environment: 'node',
    // Left to itself it keeps one core free, which on two is half of the machine.
    maxWorkers: '100%',
    // Tests play any document; the page fetches kinds when a document has them.
    setupFiles: ['src/run/every-kind.ts', 'src/projections/every-kind.ts'],
    // Only against hanging: a machine may be slow, and no test is about wall time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}));
