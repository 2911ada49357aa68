// A real SMTP server for tests. It prints each message that it took as a line of JSON, and is told how to behave by lines:
// "accept", "refuse" (try again later), "hold" (takes the message and says nothing), "mark" (prints a mark).
import readline from 'node:readline';
import { SMTPServer } from 'smtp-server';

let behaviour = 'accept';
const say = (thing) => process.stdout.write(`${JSON.stringify(thing)}\n`);

const server = new SMTPServer({
  authOptional: true,
  allowInsecureAuth: true,
  onAuth({ username, password }, session, done) {
    if (username === 'throughcare' && password === 'made-up') done(null, { user: username });
    else done(new Error('The user or the password is wrong.'));
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      if (behaviour === 'refuse') {
        done(Object.assign(new Error('The mailbox is busy.'), { responseCode: 451 }));
        return;
      }
      say({
        to: session.envelope.rcptTo.map((recipient) => recipient.address),
        user: session.user ?? null,
        text: Buffer.concat(parts).toString('utf8'),
      });
      if (behaviour !== 'hold') done(null, 'taken');
    });
  },
});
server.on('error', () => {});
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => say({ port: server.server.address().port }));

readline
  .createInterface({ input: process.stdin })
  .on('line', (line) => (line === 'mark' ? say({ mark: true }) : (behaviour = line)))
  .on('close', () => process.exit());
