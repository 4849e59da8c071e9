import { Component, type ReactNode } from 'react';
import { ProblemPage } from './problem-page.tsx';

/** Shows what went wrong in our own code instead of a blank page. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <ProblemPage
        title="Eventually has a fault"
        message="A part of this page broke, and it is ours, not yours. Your link still holds the run: reload to go on from there."
        detail={error.message}
        ways={[{ label: 'All scenarios', href: '#/' }]}
        reload
      />
    );
  }
}
