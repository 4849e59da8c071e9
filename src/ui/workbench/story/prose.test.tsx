import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Prose } from './prose.tsx';

const html = (markdown: string): string => renderToStaticMarkup(<Prose markdown={markdown} />);

describe('prose', () => {
  it('parts paragraphs at blank lines and joins wrapped lines', () => {
    expect(html('One\nline.\n\nTwo.')).toBe('<p>One line.</p><p>Two.</p>');
  });

  it('makes strong what stands between double asterisks', () => {
    expect(html('At **1,290 ms** it stops.')).toBe('<p>At <strong>1,290 ms</strong> it stops.</p>');
  });

  it('shows markup instead of obeying it', () => {
    expect(html('<img src=x onerror=alert(1)> **<b>x</b>**')).toBe(
      '<p>&lt;img src=x onerror=alert(1)&gt; <strong>&lt;b&gt;x&lt;/b&gt;</strong></p>',
    );
  });

  it('leaves a lone pair of asterisks as it is', () => {
    expect(html('2 ** 3')).toBe('<p>2 ** 3</p>');
  });
});
