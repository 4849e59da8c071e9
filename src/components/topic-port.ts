/** How a service meets a topic: its subscription, which isn't drawn. Messages travel over the network. */
export interface TopicPort {
  /** The service has joined, and gets from now on what its definition asks for; nothing changes where it had before. */
  subscribe(service: string): void;
}
