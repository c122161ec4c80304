// Installs the pinned npm tools, where they are not there yet.
import { requireNode, requireTools } from './project.mjs';

requireNode();
requireTools();
