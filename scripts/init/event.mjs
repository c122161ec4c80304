// Java sources for a team's own events: the record, a generator, a processor, and their tests.
//
// They are not formatted: the formatter of the build runs afterwards.
import { wordsOf } from './identifiers.mjs';
import { TIME } from './sample.mjs';

/** A time for tests, in milliseconds since 1970. */
const TEST_TIME = '1748864964227';

const TYPES = { text: 'String', long: 'long', decimal: 'BigDecimal', boolean: 'boolean' };
const BOXED = { ...TYPES, long: 'Long', boolean: 'Boolean' };

/**
 * Makes the sources.
 *
 * @param event the event's type, as the sample has it
 * @param names the project's names
 * @return the text of each file, by its path
 */
export function eventSources(event, names) {
  const folder = (module, kind, last) => `${module}/src/${kind}/java/${names.package.replaceAll('.', '/')}/${last}`;
  const generator = `${names.word}Generator`;
  const processor = `${names.word}Processor`;
  return new Map([
    [folder('shared-model', 'main', 'model/Event.java'), eventRecord(event, names)],
    [folder('shared-model', 'test', 'model/EventTest.java'), eventTest(event, names)],
    [folder('lambda-producer', 'main', `producer/${generator}.java`), generatorSource(event, names, generator)],
    [folder('lambda-producer', 'test', `producer/${generator}Test.java`), generatorTest(event, names, generator)],
    [folder('lambda-consumer', 'main', `consumer/${processor}.java`), processorSource(names, processor)],
    [folder('lambda-consumer', 'test', `consumer/${processor}Test.java`), processorTest(names, processor)],
  ]);
}

/** Returns the JSON form of the sample with a time, as the functions write it. */
export function sampleJson(event, time = TEST_TIME) {
  return `{${event.fields.map((field) => `${jsonText(field.json)}:${field.json === TIME ? time : json(field.type)}`).filter((_, i) => isWritten(event.fields[i])).join(',')}}`;
}

function json(type) {
  switch (type.kind) {
    case 'text':
      return jsonText(type.value);
    case 'list':
      return `[${json(type.element)}]`;
    case 'record':
      return `{${type.fields.filter(isWritten).map((field) => `${jsonText(field.json)}:${json(field.type)}`).join(',')}}`;
    default:
      return String(type.value);
  }
}

/** Returns whether a field is in the JSON form of the sample: an empty optional field is not written. */
const isWritten = ({ optional, type }) => !optional || !['', 0, false].includes(type.value);

/** As Jackson writes it, with capital letters in \u001F. */
const jsonText = (text) => JSON.stringify(text).replace(/\\(?:\\|u[0-9a-f]{4})/g, (escape) => escape.slice(0, 2) + escape.slice(2).toUpperCase());

const typeName = (type, names = TYPES) =>
  type.kind === 'record' ? type.name : type.kind === 'list' ? `List<${typeName(type.element, BOXED)}>` : names[type.kind];

/** Returns all records of the event, each once, the event first. */
function recordsOf(type, found = new Map()) {
  if (type.kind === 'list') {
    recordsOf(type.element, found);
  } else if (type.kind === 'record' && !found.has(type.name)) {
    found.set(type.name, type);
    type.fields.forEach((field) => recordsOf(field.type, found));
  }
  return [...found.values()];
}

const kinds = (type) => (type.kind === 'list' ? ['list', ...kinds(type.element)] : type.kind === 'record' ? type.fields.flatMap((field) => kinds(field.type)) : [type.kind]);

function imports(event, more) {
  const used = kinds(event);
  return [...(used.includes('decimal') ? ['java.math.BigDecimal'] : []), ...(used.includes('list') ? ['java.util.List'] : []), ...more].sort();
}

const importLines = (names) => names.map((name) => `import ${name};\n`).join('');

function eventRecord(event, names) {
  const renamed = recordsOf(event).some((record) => record.fields.some((field) => field.json !== field.component));
  const [, ...nested] = recordsOf(event);
  return `package ${names.package}.model;

${importLines(imports(event, renamed ? ['com.fasterxml.jackson.annotation.JsonProperty'] : []))}
/**
 * The event that the producer sends and the consumer processes.
 *
 * <p>{@link EventJson} reads and writes its JSON form. To add a field, add a component here; it is
 * required unless it is an {@link OptionalField}.
 *
${parameters(event)}
 */
public record Event(${components(event)}) {
${copies(event)}${nested.map(nestedRecord).join('\n')}}
`;
}

function nestedRecord(record) {
  return `/**
 * A part of the event: ${wordsOf(record.name)}.
 *
${parameters(record)}
 */
public record ${record.name}(${components(record)}) {
${copies(record)}}
`;
}

const parameters = (record) =>
  record.fields.map((field) => ` * @param ${field.component} the ${meaning(field)}${field.optional ? `; ${emptyOf(field.type)} if it is missing` : ''}`).join('\n');

const meaning = ({ json: name, component }) => (name === TIME ? 'time of the event, in milliseconds since the epoch' : wordsOf(component));
const emptyOf = (type) => ({ text: 'empty', list: 'empty', long: '0', decimal: '0', boolean: 'false' })[type.kind];

const components = (record) =>
  record.fields
    .map((field) => `${field.json === field.component ? '' : `@JsonProperty(${javaText(field.json)}) `}${field.optional ? '@OptionalField ' : ''}${typeName(field.type)} ${field.component}`)
    .join(', ');

/** A record does not change after its creation, so it copies its lists. */
function copies(record) {
  const lists = record.fields.filter((field) => field.type.kind === 'list');
  if (lists.length === 0) {
    return '';
  }
  return `/** Copies the lists, which the caller can change. */
public ${record.name} {
${lists.map((field) => `${field.component} = List.copyOf(${field.component});`).join('\n')}
}
`;
}

/** Returns an expression for the sample's value. */
function java(type, time) {
  switch (type.kind) {
    case 'text':
      return javaText(type.value);
    case 'long':
      return `${type.value}L`;
    case 'decimal':
      return `new BigDecimal("${type.value}")`;
    case 'list':
      return `List.of(${java(type.element)})`;
    case 'record':
      return newRecord(type, time);
    default:
      return String(type.value);
  }
}

const newRecord = (record, time) =>
  `new ${record.name === 'Event' ? '' : 'Event.'}${record.name}(${record.fields.map((field) => (record.name === 'Event' && field.json === TIME ? time : java(field.type))).join(', ')})`;

/** Java reads \\u0022 as a quotation mark before it reads the text, so control characters are octal. */
const javaText = (text) =>
  JSON.stringify(text).replace(/\\(?:\\|u00([0-9a-f]{2}))/g, (escape, code) => (code ? `\\${parseInt(code, 16).toString(8).padStart(3, '0')}` : escape));

function eventTest(event, names) {
  return `package ${names.package}.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

${importLines(imports(event, ['org.junit.jupiter.api.Test']))}
/** Tests the JSON form of this project's event. Change the test with the event. */
class EventTest {
  private static final Event EVENT = ${newRecord(event, `${TEST_TIME}L`)};

  private static final String JSON = ${javaText(sampleJson(event))};

  @Test
  void shouldHaveJsonFormThatConsumersExpect() {
    assertThat(new String(EventJson.write(EVENT), UTF_8)).isEqualTo(JSON);
  }

  @Test
  void shouldReadWhatProducersSend() {
    assertThat(EventJson.read(JSON.getBytes(UTF_8))).isEqualTo(EVENT);
  }
}
`;
}

function generatorSource(event, names, className) {
  return `package ${names.package}.producer;

${importLines(imports(event, [`${names.package}.model.Event`]))}
/**
 * Generates events with the values of a sample and the trigger's time, so a retry generates the
 * same events.
 */
final class ${className} implements EventGenerator {
  @Override
  public Event generate(Trigger trigger, int index) {
    return ${newRecord(event, 'trigger.time().toEpochMilli()')};
  }
}
`;
}

function generatorTest(event, names, className) {
  return `package ${names.package}.producer;

import static org.assertj.core.api.Assertions.assertThat;

${importLines(imports(event, ['java.time.Instant', 'org.junit.jupiter.api.Test', `${names.package}.model.Event`]))}
class ${className}Test {
  @Test
  void shouldGenerateSampleWithTimeOfTrigger() {
    Trigger trigger = new Trigger("event-1", Instant.ofEpochMilli(5));
    assertThat(new ${className}().generate(trigger, 0)).isEqualTo(${newRecord(event, '5')});
  }
}
`;
}

function processorSource(names, className) {
  return `package ${names.package}.consumer;

import ${names.package}.model.Event;

/** Logs the event. Processing a record twice is harmless. */
final class ${className} implements RecordProcessor {
  @Override
  public void process(Event event, StreamRecord record, RecordLog log) {
    log.info("Consumer received", event);
  }
}
`;
}

function processorTest(names, className) {
  return `package ${names.package}.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ${names.package}.model.EventJson;
import ${names.package}.model.EventSample;
import org.junit.jupiter.api.Test;

class ${className}Test {
  @Test
  void shouldLogTheEvent() throws Exception {
    LoggedRecord logged = LoggedRecord.withKey("key");
    new ${className}()
        .process(EventJson.read(EventSample.json()), logged.record(), logged.log());
    assertThat(logged.lines())
        .containsExactly("Consumer received: " + new String(EventSample.json(), UTF_8));
  }
}
`;
}
