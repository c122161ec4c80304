// The parts that a project can leave out: npm run init -- --without <part>.

/**
 * For each part:
 *   paths     its files and folders
 *   modules   its modules in the root pom
 *   profiles  its profiles in the root pom
 *   scripts   its scripts in package.json
 *   sections  the sections of documents that are about it alone
 */
export const PARTS = {
  redrive: {
    paths: ['tools/redrive', 'scripts/redrive.mjs'],
    modules: ['tools/redrive'],
    profiles: [],
    scripts: ['redrive'],
    sections: { 'docs/how-to.md': ['Send failures again'] },
  },
  'deploy-test': {
    paths: ['tools/deploy-test', 'scripts/test-deploy.mjs'],
    modules: ['tools/deploy-test'],
    profiles: ['deploy-test'],
    scripts: ['test:deploy'],
    sections: { 'CONTRIBUTING.md': ['Documentation'] },
  },
  benchmarks: {
    paths: ['tools/benchmarks', 'scripts/bench.mjs', 'docs/performance.md', 'docs/appendix-performance.md', 'docs/cold-start.svg'],
    modules: [],
    profiles: ['benchmarks'],
    scripts: ['bench'],
    sections: {},
  },
  workflows: {
    paths: ['.github'],
    modules: [],
    profiles: [],
    scripts: [],
    sections: { 'docs/how-to.md': ['Deploy from GitHub'], 'docs/operations.md': ['Deploying from CI'] },
  },
};

/** Returns whether a path is a given folder or file, or in it. */
export const isIn = (folder) => (path) => path === folder || path.startsWith(`${folder}/`);

/** Returns whether a path belongs to one of the parts. */
export const belongsTo = (parts, path) => parts.some((part) => PARTS[part].paths.some((folder) => isIn(folder)(path)));
