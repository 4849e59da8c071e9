// Serves a folder below a sub-path and nothing beside it: `node e2e/serve.mjs <folder> <sub-path> <port>`.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.yaml': 'text/yaml; charset=utf-8',
};

const [folder = 'dist', subPath = '/', port = '4173'] = process.argv.slice(2);
const root = resolve(folder);

createServer((request, response) => {
  const path = requestedPath(request.url ?? '/');
  if (path === null) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    return;
  }
  response.writeHead(200, {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'cache-control': 'no-store',
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(path).pipe(response);
}).listen(Number(port), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${port}${subPath}`);
});

/** The file that an address names; null for addresses outside the sub-path or the folder, and for what isn't there. */
function requestedPath(url) {
  let address;
  try {
    address = decodeURIComponent(new URL(url, 'http://host').pathname);
  } catch {
    return null;
  }
  if (!address.startsWith(subPath)) return null;
  const path = normalize(join(root, address.slice(subPath.length)));
  if (path !== root && !path.startsWith(root + sep)) return null;
  return [path, join(path, 'index.html')].find(isFile) ?? null;
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
