// Finds the functions' sources, whatever package a project gave them.
import { readdirSync } from 'node:fs';
import { sep } from 'node:path';
import { inProject } from '../../../scripts/project.mjs';

const SOURCES = ['src', 'main', 'java'];

/** Returns the path of a class of a module, by its simple name. */
export function sourceOf(module, className) {
  return inProject(module, ...SOURCES, pathOf(module, className));
}

/** Returns the full name of a class of a module, by its simple name. */
export const classOf = (module, className) => pathOf(module, className).replace(/\.java$/, '').replaceAll(sep, '.');

function pathOf(module, className) {
  const paths = readdirSync(inProject(module, ...SOURCES), { recursive: true });
  const found = paths.find((path) => path.endsWith(`${sep}${className}.java`));
  if (!found) {
    throw new Error(`${module} has no class ${className}`);
  }
  return found;
}
