// Reads an iCalendar text from standard input as a calendar program would, and prints its entries as JSON. What RFC 5545 does not
// allow is an error.
import ICAL from 'ical.js';

const parts = [];
for await (const part of process.stdin) parts.push(part);
const text = Buffer.concat(parts).toString('utf8');
if (!text.endsWith('\r\n') || /[^\r]\n|\r[^\n]/.test(text)) throw new Error('lines do not end with CR LF');
for (const line of text.split('\r\n')) {
  if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 bytes: ${line}`);
}
ICAL.design.strict = true;
const calendar = new ICAL.Component(ICAL.parse(text));
if (calendar.name !== 'vcalendar' || calendar.getFirstPropertyValue('version') !== '2.0') throw new Error('no calendar');
if (!calendar.getFirstPropertyValue('prodid')) throw new Error('it does not say what wrote it');
const entries = calendar.getAllSubcomponents('vevent').map((component) => {
  for (const name of ['uid', 'dtstamp', 'dtstart']) {
    if (component.getAllProperties(name).length !== 1) throw new Error(`${name} must be there once`);
  }
  const entry = new ICAL.Event(component);
  return {
    uid: entry.uid,
    summary: entry.summary,
    starts_on: entry.startDate.toString(),
    ends_on: entry.endDate.toString(),
    is_whole_day: entry.startDate.isDate && entry.endDate.isDate,
    url: component.getFirstPropertyValue('url'),
  };
});
if (entries.length === 0) throw new Error('a calendar holds at least one entry');
process.stdout.write(JSON.stringify(entries));
