/** What a program in a container printed: the engine interleaves its outputs in frames, unless there is a terminal. */
export function readFrames(bytes: Buffer, hasTerminal: boolean): { readonly stdout: Buffer; readonly stderr: Buffer } {
  if (hasTerminal) return { stdout: bytes, stderr: Buffer.alloc(0) };
  const outputs: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  for (let at = 0; at + frameHead <= bytes.length;) {
    const end = at + frameHead + bytes.readUInt32BE(at + 4);
    outputs[bytes[at] === 2 ? 'stderr' : 'stdout'].push(bytes.subarray(at + frameHead, end));
    at = end;
  }
  return { stdout: Buffer.concat(outputs.stdout), stderr: Buffer.concat(outputs.stderr) };
}

/** A byte for the output, three of nothing, four for the length. */
const frameHead = 8;
