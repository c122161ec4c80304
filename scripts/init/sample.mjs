// Reads a sample of a team's events, and finds the type of each field.
//
// A string becomes a String, an integer a long, a number with a decimal point a BigDecimal, true and false a boolean,
// an object a record, and a list a List. A field is optional if its name ends with a question mark, which is not part
// of the name, if its value is null (it is a string then), or if some of the objects in a list lack it.
import { camelCase, isComponentName } from './identifiers.mjs';
import { pascalCase } from './names.mjs';

/** The field from which the consumer measures the latency. It is added if the sample does not have it. */
export const TIME = 'time';

const LARGEST_SAMPLE = 32 * 1024;
const MOST_FIELDS = 100;
const DECIMAL = '\u0000decimal';

/**
 * Reads a sample.
 *
 * @param text the content of the file
 * @return the event's type, and what is wrong with the sample, one sentence each, beginning with the field
 */
export function readSample(text) {
  if (Buffer.byteLength(text) > LARGEST_SAMPLE) {
    return { problems: [`the sample must have at most ${LARGEST_SAMPLE} bytes`] };
  }
  let value;
  try {
    JSON.parse(text);
    value = JSON.parse(withDecimals(text));
  } catch (e) {
    return { problems: [`the sample is not JSON: ${e.message}`] };
  }
  if (kindOf(value) !== 'record') {
    return { problems: [`the sample must be a JSON object, was ${described(value)}`] };
  }
  const problems = [];
  const event = recordOf([value], 'event', problems);
  const time = event.fields.find((field) => field.json === TIME);
  if (!time) {
    event.fields.push({ json: TIME, component: TIME, optional: false, type: { kind: 'long', value: 0 } });
  } else if (time.type.kind !== 'long' || time.optional) {
    problems.push('event.time must be an integer that is always there: the milliseconds since 1970, from which the consumer measures the latency');
  }
  nameRecords(event, problems);
  return { event, problems: [...new Set(problems)] };
}

/** Keeps the digits of numbers with a decimal point, which JSON.parse would round: 10.00 stays 10.00. */
function withDecimals(text) {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token[0] !== '"' && /[.eE]/.test(token) ? JSON.stringify({ [DECIMAL]: token }) : token,
  );
}

function kindOf(value) {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'list';
  }
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'boolean';
    case 'number':
      return 'long';
    default:
      return DECIMAL in value ? 'decimal' : 'record';
  }
}

const described = (value) =>
  ({ null: 'null', list: 'a list', text: 'a text', boolean: 'a boolean', long: 'an integer', decimal: 'a number', record: 'an object' })[kindOf(value)];

/** Returns the type of some values of one field. Its value is that of the first one. */
function typeOf(values, path, problems) {
  const kinds = [...new Set(values.map(kindOf))];
  const kind = kinds.length === 2 && kinds.includes('long') && kinds.includes('decimal') ? 'decimal' : kinds[0];
  if (kinds.length > 1 && kind !== 'decimal') {
    problems.push(`${path} must have one type, was ${values.map(described).filter((each, i, all) => all.indexOf(each) === i).join(' and ')}`);
  }
  const [first] = values;
  switch (kind) {
    case 'record':
      return recordOf(values.filter((value) => kindOf(value) === 'record'), path, problems);
    case 'list':
      return listOf(values.filter(Array.isArray), path, problems);
    case 'decimal':
      return { kind, value: decimal(first, path, problems) };
    case 'long':
      if (!Number.isSafeInteger(first)) {
        problems.push(`${path} must be within ±(2^53 - 1), was ${first}: write it as a text`);
      }
      return { kind, value: first };
    case 'text':
      return { kind, value: first };
    default:
      return { kind: 'boolean', value: first };
  }
}

function decimal(value, path, problems) {
  const digits = kindOf(value) === 'decimal' ? value[DECIMAL] : String(value);
  if (/[eE]/.test(digits)) {
    problems.push(`${path} must have no exponent, was ${digits}`);
  }
  return digits;
}

function listOf(lists, path, problems) {
  const elements = lists.flat();
  if (elements.length === 0) {
    problems.push(`${path} must have an element, because an empty list does not show the type of its elements`);
    return { kind: 'list', element: { kind: 'text', value: '' }, value: [] };
  }
  if (elements.includes(null)) {
    problems.push(`${path} must not contain null`);
  }
  const element = typeOf(elements.filter((each) => each !== null), `${path}[]`, problems);
  return { kind: 'list', element };
}

/** Returns the record of some objects: an optional field is one that some of them lack. */
function recordOf(objects, path, problems) {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object).map((key) => key.replace(/\?$/, ''))))];
  if (names.length === 0 || names.length > MOST_FIELDS) {
    problems.push(`${path} must have 1 to ${MOST_FIELDS} fields, has ${names.length}`);
  }
  const fields = names.map((json) => fieldOf(objects, json, `${path}.${json}`, problems));
  const components = fields.map((field) => field.component);
  for (const twice of fields.filter((field, i) => components.indexOf(field.component) !== i)) {
    problems.push(`${path}.${twice.json} has the same name in Java as another field, ${twice.component}: rename one of them`);
  }
  return { kind: 'record', fields };
}

function fieldOf(objects, json, path, problems) {
  const component = camelCase(json);
  if (!isComponentName(component)) {
    problems.push(`${path} has no name in Java: use letters and digits, and begin with a letter`);
  }
  const values = objects.flatMap((object) => [json, `${json}?`].filter((key) => Object.hasOwn(object, key)).map((key) => object[key]));
  const known = values.filter((value) => value !== null);
  const optional = known.length < objects.length || objects.some((object) => Object.hasOwn(object, `${json}?`));
  const type = known.length === 0 ? { kind: 'text', value: '' } : typeOf(known, path, problems);
  if (optional && type.kind === 'record') {
    problems.push(`${path} is an object, which cannot be optional: make its fields optional`);
  }
  return { json, component, optional, type };
}

/** Names each record after its field; records with the same fields are one, and others of that name get a number. */
function nameRecords(event) {
  const named = new Map([['Event', undefined]]);
  const visit = (type, name) => {
    if (type.kind === 'list') {
      visit(type.element, singular(name));
    } else if (type.kind === 'record') {
      type.name = type === event ? 'Event' : nameOf(type, name, named);
      type.fields.forEach((field) => visit(field.type, pascalCase(field.component)));
    }
  };
  visit(event, 'Event');
}

function nameOf(record, wish, named) {
  const shape = JSON.stringify(shapeOf(record));
  // A name that another class has: of java.lang, or one that the generated sources import.
  const free = /^(List|BigDecimal|Test|Trigger|Record|Object|String|Long|Integer|Boolean|Number|Class|Enum|Module|Override|Optional.*|Json.*|Event.*)$/.test(wish) ? `${wish}Data` : wish;
  for (let number = 1; ; number++) {
    const name = number === 1 ? free : `${free}${number}`;
    if (!named.has(name) || named.get(name) === shape) {
      named.set(name, shape);
      return name;
    }
  }
}

const shapeOf = (type) =>
  type.kind === 'record'
    ? type.fields.map((field) => [field.json, field.optional, shapeOf(field.type)])
    : type.kind === 'list'
      ? ['list', shapeOf(type.element)]
      : type.kind;

/** Returns the name of one element: items, addresses and entries have an Item, an Address and an Entry. */
function singular(name) {
  if (/(ss|us|is)$/.test(name)) {
    return name;
  }
  return /(ies|(ss|x|ch|sh)es)$/.test(name) ? name.replace(/ies$/, 'y').replace(/es$/, '') : name.replace(/s$/, '');
}
