// Runs the engine away from the page, so that the page stays alive: takes the files, hands back the answer.
"use strict";

const LENGTH_BYTES = 4;

// Larger postcode files are the whole directory, of which a few columns are enough.
const LARGE_BYTES = 64_000_000;
const POSTCODE_COLUMNS = /^(pcd[s278]?|postcode|(os)?laua|lad\d*cd|(os)?east1m|osnrth1m|north1m)$/;

onmessage = async ({ data: { engine, authority, yearEnding, files } }) => {
  try {
    say("Starting the checks");
    const { instance } = await WebAssembly.instantiate(await unpacked(engine), {});
    const contents = [];
    for (const { file, role, label } of files) {
      say(`Reading ${file.name} (${label})`);
      const parts = (role === "postcodes" && await narrowed(file)) || [new Uint8Array(await file.arrayBuffer())];
      contents.push({ name: file.name, role, parts, bytes: parts.reduce((sum, part) => sum + part.length, 0) });
    }
    write(instance, authority, yearEnding, contents);
    say("Running the rules");
    const start = instance.exports.check() >>> 0;
    const answer = memory(instance).slice(start, start + (instance.exports.bytes_of_answer() >>> 0));
    postMessage({ answer: answer.buffer }, [answer.buffer]);
  } catch (error) {
    postMessage({ failure: String(error?.message ?? error) });
  }
};

const say = doing => postMessage({ doing });

// Another one each time that it has grown.
const memory = instance => new Uint8Array(instance.exports.memory.buffer);

/** The engine is in the page packed, as text. */
async function unpacked(text) {
  const packed = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The request, as src/request.rs takes it apart: a length, a line of JSON, the files. */
function write(instance, authority, yearEnding, contents) {
  const files = contents.map(({ name, role, bytes }) => ({ name, role, bytes }));
  const line = new TextEncoder().encode(JSON.stringify({ authority, year_ending: yearEnding, files }));
  const whole = contents.reduce((sum, { bytes }) => sum + bytes, LENGTH_BYTES + line.length);
  let place = instance.exports.room_for_request(whole) >>> 0;
  const into = memory(instance);
  new DataView(into.buffer).setUint32(place, line.length, true);
  place += LENGTH_BYTES;
  for (const part of [line, ...contents.flatMap(({ parts }) => parts)]) {
    into.set(part, place);
    place += part.length;
  }
}

/** The columns of the whole postcode directory that say where a postcode lies. Nothing when the file is small or something else. */
async function narrowed(file) {
  if (file.size < LARGE_BYTES) return undefined;
  const [header] = new TextDecoder().decode(await file.slice(0, 65_536).arrayBuffer()).split("\n", 1);
  const isWanted = header.split(",").map(name => POSTCODE_COLUMNS.test(name.trim().replaceAll('"', "").toLowerCase()));
  if (!isWanted.includes(true)) return undefined;
  const [COMMA, QUOTE, LINE_END] = [44, 34, 10];
  const parts = [];
  let [column, isQuoted, done] = [0, false, 0];
  const reader = file.stream().getReader();
  for (let { value: bytes } = await reader.read(); bytes; { value: bytes } = await reader.read()) {
    const kept = new Uint8Array(bytes.length);
    let length = 0;
    for (const byte of bytes) {
      if (byte === QUOTE) isQuoted = !isQuoted;
      if (byte === LINE_END && !isQuoted) {
        kept[length++] = byte;
        column = 0;
      } else {
        if (isWanted[column]) kept[length++] = byte;
        if (byte === COMMA && !isQuoted) column += 1;
      }
    }
    parts.push(kept.slice(0, length));
    const before = done;
    done += bytes.length;
    const percent = Math.floor((done / file.size) * 100);
    if (percent > Math.floor((before / file.size) * 100)) say(`Reading ${file.name} (postcodes): ${percent}%`);
  }
  return parts;
}
