/** Tests of functions against the pipeline that their templates describe. */
package io.localstream.junit;
