// Installs the pinned npm tools, if they are missing.
import { requireNode, requireTools } from './project.mjs';

requireNode();
requireTools();
