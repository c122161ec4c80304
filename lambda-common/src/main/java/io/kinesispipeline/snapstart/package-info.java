/** Priming of the functions before SnapStart takes a snapshot. */
package io.kinesispipeline.snapstart;
