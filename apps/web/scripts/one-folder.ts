import type { Plugin } from 'vite';

const told = /(\]\)?|__VITE_PRELOAD__),import\.meta\.url\)/g;
const asked = /new URL\((\w+),\w+\)\.href/;

/**
 * Each place that fetches a script later tells where it lies itself, so that what comes with that script is found. All
 * scripts lie in one folder: where the one lies that fetches says as much, and the first screens are some hundred bytes
 * smaller.
 */
export function oneFolder(): Plugin {
  return {
    name: 'koersvast-one-folder',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler: (_options, bundle) => {
        const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
        const fetching = chunks.filter(({ code }) => asked.test(code) && code.includes('modulepreload'));
        if (fetching.length !== 1) throw new Error('It is not to be seen which script fetches the others.');
        for (const chunk of chunks) {
          chunk.code = chunk.code.replaceAll(told, '$1)');
          if (chunk === fetching[0])
            chunk.code = chunk.code.replace(asked, 'new URL($1,import.meta.url).href');
        }
      },
    },
  };
}
