// Reads [{text, context, cell, input}] from standard input and prints what feelin makes of each: {value} or {error}.
import { readFileSync } from 'node:fs';
import { DateTime, Duration } from 'luxon';
import { evaluate, unaryTest } from '@bpmn-io/feelin';

// JSON knows no dates: {date}, {time}, {moment} (in UTC) and {duration} stand for them.
function plain(value) {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(plain);
  if (DateTime.isDateTime(value)) return temporal(value);
  if (Duration.isDuration(value)) return { duration: evaluate('string(x)', { x: value }).value };
  if (typeof value === 'object' && 'start included' in value) return { range: [plain(value.start), plain(value.end)] };
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
  return typeof value === 'function' ? { function: true } : value;
}

function temporal(value) {
  const text = evaluate('string(x)', { x: value }).value;
  if (value.year === 1900) return { time: text };
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { date: text };
  return { moment: value.toUTC().toISO({ suppressMilliseconds: true }) };
}

function answer({ text, context, cell, input }) {
  try {
    const scope = { ...context, ...(cell ? { '?': input ?? null } : {}) };
    return { value: plain((cell ? unaryTest : evaluate)(text, scope).value) };
  } catch (error) {
    return { error: `${error.message}` };
  }
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(answer)));
