// Runs the engine away from the page, so that the page stays alive: takes the files, hands back the answer.
"use strict";

const LENGTH_BYTES = 4;

onmessage = async ({ data: { engine, authority, yearEnding, files } }) => {
  try {
    say("Starting the checks");
    const { instance } = await WebAssembly.instantiate(await unpacked(engine), {});
    const request = await room(instance, authority, yearEnding, files);
    let written = request.header;
    for (const { file, label } of files) {
      say(`Reading ${file.name} (${label})`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (bytes.length !== file.size) throw new Error(`${file.name} changed while it was read.`);
      request.memory().set(bytes, request.start + written);
      written += bytes.length;
    }
    say("Running the rules");
    const start = instance.exports.check() >>> 0;
    const answer = request.memory().slice(start, start + (instance.exports.bytes_of_answer() >>> 0));
    postMessage({ answer: answer.buffer }, [answer.buffer]);
  } catch (error) {
    postMessage({ failure: String(error?.message ?? error) });
  }
};

const say = doing => postMessage({ doing });

/** The engine is in the page packed, as text. */
async function unpacked(text) {
  const packed = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Room in the engine's memory for the request, with the line that names the files written at its start. */
async function room(instance, authority, yearEnding, files) {
  const named = files.map(({ file, role }) => ({ name: file.name, role, bytes: file.size }));
  const line = new TextEncoder().encode(JSON.stringify({ authority, year_ending: yearEnding, files: named }));
  const header = LENGTH_BYTES + line.length;
  const bytes = files.reduce((sum, { file }) => sum + file.size, header);
  const start = instance.exports.room_for_request(bytes) >>> 0;
  // The memory is another one each time that it has grown.
  const memory = () => new Uint8Array(instance.exports.memory.buffer);
  new DataView(instance.exports.memory.buffer).setUint32(start, line.length, true);
  memory().set(line, start + LENGTH_BYTES);
  return { start, header, memory };
}
