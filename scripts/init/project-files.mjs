// The root files of a project, which name its modules and scripts.
import { PARTS } from './parts.mjs';
import { ONLY_HERE } from './upgrade-steps.mjs';

const DESCRIPTION = 'A Kinesis producer and consumer on AWS Lambda, in Java, that also runs on a laptop';

/** The modules of npm run redrive, put and capture. */
const COMMANDS = ['tools/redrive', 'tools/replay'];

/**
 * Returns the root pom of a project, which has its names already. Its build tests the project's own modules only: .mvn/maven.config defines the
 * property "mission", with which the platform skips its tests.
 */
export function rootPom(pom, without) {
  let result = pom
    .replace(/<description>[^<]*<\/description>/, `<description>${DESCRIPTION}</description>`)
    // Each command of the platform is built when it is run, so its modules are there in each build.
    .replace(/( *<module>tools\/fixture-app<\/module>\n)/, `$1${COMMANDS.map((module) => `    <module>${module}</module>\n`).join('')}`)
    .replace(new RegExp(` {8}<module>(${COMMANDS.join('|')})</module>\\n`, 'g'), '')
    // The deployment test is built by its own script only.
    .replace(/ *<!--[^>]*-->\n *<profile>\n *<id>whole-project<\/id>\n *<activation>[^]*?<\/activation>/, '    <!-- npm run test:deploy builds it. -->\n    <profile>\n      <id>deploy-test</id>');
  for (const part of without) {
    for (const module of PARTS[part].modules) {
      result = result.replace(new RegExp(`\\n *<module>${module}</module>`), '');
    }
    for (const profile of PARTS[part].profiles) {
      result = result.replace(new RegExp(` *<!--[^>]*-->\\n *<profile>\\n *<id>${profile}</id>[^]*?</profile>\\n`), '');
    }
  }
  return result;
}

/** Returns Maven's options for a project. */
export const mavenConfig = (config) => `${config.trimEnd()}\n-Dmission\n`;

/** Returns the package.json of a project, without the script that made it. */
export function packageJson(text, without) {
  const json = JSON.parse(text);
  json.description = DESCRIPTION;
  for (const script of [...ONLY_HERE, ...without.flatMap((part) => PARTS[part].scripts)]) {
    delete json.scripts[script];
  }
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** Returns Dependabot's settings without the folders that a project leaves out. */
export function dependabot(text, without) {
  return text.replace(/directories: \[([^\]]*)\]/g, (_, list) => {
    const kept = list.split(', ').filter((folder) => !without.some((part) => PARTS[part].paths.includes(folder.slice(1))));
    return `directories: [${kept.join(', ')}]`;
  });
}
