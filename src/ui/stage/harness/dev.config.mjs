import base from '../../../../vite.config.ts';
export default (env) => ({ ...base(env), cacheDir: '/tmp/vitecache-stage', server: { host: '127.0.0.1', hmr: false, watch: { ignored: ['**/.git/**'] } }, optimizeDeps: { entries: ['src/ui/stage/harness/*.html'] } });
