/**
 * Text that documents are likely to hold, known to both ends of a payload link of version 1, so that a link only says
 * what is its own. It is a part of the format: a published link can only be read with exactly this text. Never change
 * it; a better one is version 2. What is most likely stands last, because near matches cost fewer bits.
 */
export const DICTIONARY_1 = [
  // Words of the prose.
  ' because the  and nobody  waits for  is accepted  still  again, from the start reads  What happens to  What does the ',
  ' customer  sees  an error  once  twice  never  until it restarts  goes down  comes back  answers  service  broker ',
  'partition consumer group offset lag record event command query reply request response message timeout retry ',
  'eventually consistent duplicate dead letter queue exactly at least at most idempotent saga projection stream ',
  'Every order is accepted. Payment is down. Kitchen Delivery Notification Orders Customer Client Inventory Shipping Billing ',
  // Keys and values that are rare.
  '"glossary":["challenge":{"text":"","holds":""}},"empirical":["uniform":["normal":{"mean":"","sd":"","lognormal":{"median":"',
  '"users":1,"think":"","start":"","stop":"","count":1,"first":1,"queue":1,"restart":"500ms","backoff":"exponential","jitter":"full"',
  '"loss":0.,"duplication":0.,"reordering":0.,"hold":"","partition":["heal":["rename":"","of":"","field":"","probability":0.',
  '"refuse":"","fail":"","wait":"","read":"","send":"","fallback":[{"then":[{"else":[{"unless":["","point":{"at":"","title":"","text":""}',
  '"parameters":{"label":"","min":,"max":,"step":1,"default":,"unit":"","variants":{"patch":{"components":{"about":"","title":"',
  '"when":"always","when":"quiescent"}],"fitness":[{"name":"every ","holds":"","variant":{"id":"sync","title":"Synchronous","async","Asynchronous"',
  ".all(,.exists(,.filter(,.size() == && || >= <= != .key state('') == 'up' 'crashed' count('customer', 'ok') 'failed' 'refused' 'timeout' ",
  'now() inflight() entries(\'\') lag(\'order-events\', \'payment\') >= 5","patience":"60s","notes":"","go":"","look":["',
  // The skeleton of a document.
  '"chapter":7,"speed":0.5,"window":"4s","subtitle":"","summary":"","takeaway":"","network":{"latency":"5ms"},',
  '"messages":{"PlaceOrder":{"kind":"command","fields":{"orderId":"string","amount":"number","quantity":"integer","paid":"boolean"}},',
  '"OrderPlaced":{"kind":"event","version":1,"fields":{"orderId":"string","status":"string?","any"}},"kind":"query","fields":{"',
  '"components":{"customer":{"kind":"client","name":"","at":[0,1],"sends":[{"command":"PlaceOrder","to":"orders","every":{"exponential":"2s"},"timeout":"1s",',
  '"data":{"orderId":"=\'o\' + string(n)","amount":12}}]},"orders":{"kind":"service","at":[1,1],"workers":4,"on":{"PlaceOrder":[{"work":"40ms"},',
  '{"write":"orders","key":"=msg.orderId","set":{"status":"placed"}},{"publish":"OrderPlaced","to":"order-events","key":"=msg.orderId",',
  '"data":{"orderId":"=msg.orderId","amount":"=msg.amount"}},{"reply":{"accepted":true}}]}},"order-events":{"kind":"log","partitions":3,"at":[2,1]},',
  '"payment":{"kind":"service","at":[3,0],"consumes":[{"from":"order-events","group":"payment","mark":"P","retry":{"delay":"500ms","attempts":3}}],',
  '"on":{"OrderPlaced":[{"dedupe":"=msg.orderId"},{"work":"120ms"},{"write":"charges","key":"=msg.orderId","set":{"amount":"=msg.amount"}}]}},',
  '{"call":"Charge","to":"payment","timeout":"800ms","retry":{"attempts":3,"delay":"200ms"},"as":"charge","data":{"orderId":"=msg.orderId"}},',
  '{"if":"msg.amount > row.","then":[{"reply":{"ok":true}}],"links":[{"between":["orders","order-events"],"latency":{"median":"5ms","p99":"20ms"}}],',
  '"steps":[{"title":"","say":"","do":[{"crash":"payment"}],"until":"","ask":{"question":"","options":["",""],"answer":1,"because":""},',
  '"find":{"do":[{"restart":"payment"}],"until":""},"look":["payment"],{"slow":"","by":4},{"poison":"","latency":["","to":"300ms"},',
  '"moment":"step=2&t=1.5&seed=7&variant=async&p=rate:2&i=1.29:crash:payment,2.9:restart:payment,4:slow:kitchen:4,',
  '5:latency:orders~payment:300ms,6:loss:orders~payment:0.3,7:duplication:,8:reordering:,9:partition:,9:heal:,rename:&c=',
  '{"document":{"eventually":1,"id":"","title":"","seed":7,',
].join('');
