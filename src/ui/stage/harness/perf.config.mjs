import base from '../../../../vite.config.ts';
export default (env) => ({ ...base(env), plugins: base(env).plugins.filter((p) => p && p.name !== 'content-security-policy'), build: { outDir: '/tmp/perf', emptyOutDir: true, minify: false, rollupOptions: { input: 'src/ui/stage/harness/real.html' } } });
