// Java names for the fields of a JSON object.
import { isKeyword, pascalCase } from './names.mjs';

/** The methods of every object. Java does not allow a record component with one of these names. */
const METHODS = new Set(['clone', 'finalize', 'getClass', 'hashCode', 'notify', 'notifyAll', 'toString', 'wait']);

/** Returns a component's name for a field: order_id and Order-ID are orderId and orderID. */
export function camelCase(json) {
  const words = pascalCase(json);
  const name = words ? words[0].toLowerCase() + words.slice(1) : '';
  return isKeyword(name) || METHODS.has(name) ? `${name}Value` : name;
}

export const isComponentName = (name) => /^[a-z][A-Za-z0-9]*$/.test(name);

/** Returns a name as words: orderId is "order id". */
export const wordsOf = (name) => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
