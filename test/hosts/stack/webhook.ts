import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { gateway } from '../../lab/paths.js';

/** A notification that Alertmanager sent. */
export interface Notification {
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

/** Takes notifications on the machine's own address in the lab. */
export interface Webhook {
  readonly url: string;
  /** Those about one alert, in the order they came. */
  about(alertname: string): readonly Notification[];
  close(): Promise<void>;
}

export async function openWebhook(): Promise<Webhook> {
  const notifications: Notification[] = [];
  const server = createServer((request, response) => {
    json(request).then(
      (body) => {
        notifications.push(body as Notification);
        response.end();
      },
      () => response.writeHead(400).end(),
    );
  });
  server.listen(0, gateway);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the webhook has no port');
  return {
    url: `http://${gateway}:${address.port}/`,
    about: (alertname) =>
      notifications.filter(({ alerts }) => alerts.some(({ labels }) => labels['alertname'] === alertname)),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
