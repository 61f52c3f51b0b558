import { register } from 'node:module';

register('./trap-hook.js', import.meta.url);
