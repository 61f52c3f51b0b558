/** Not an answer: the connection ends with a reset. */
export class ConnectionReset extends Error {
  constructor() {
    super('The connection is reset on purpose');
    this.name = 'ConnectionReset';
  }
}
