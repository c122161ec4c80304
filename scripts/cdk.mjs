// The pinned CDK CLI: node scripts/cdk.mjs deploy --all
import { inProject, requireJava, requireNode, requireTools, run } from './project.mjs';

requireNode();
requireJava();
requireTools();
run(process.execPath, [inProject('node_modules', 'aws-cdk', 'bin', 'cdk'), ...process.argv.slice(2)]);
