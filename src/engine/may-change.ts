import type { Exchange } from '../module-kit/steps.js';

/** Whether an HTTP exchange may change something; RFC 9110 section 9.2.1 calls methods safe that do not. */
export function mayChange({ change, request }: Exchange): boolean {
  return change !== undefined || !/^(?:GET|HEAD|OPTIONS)$/i.test(request.method);
}
