/** The oldest Node that the package runs on; package.json's `engines` says the same, a test compares them. */
export const OLDEST_NODE = '20.19.0';

/** Ends the process with a message when this Node is too old. Import it before anything that needs a newer one. */
function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  console.error(`This needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node}.`);
  console.error('Install a newer one from https://nodejs.org and try again.');
  process.exit(1);
}

refuseOldNode();
